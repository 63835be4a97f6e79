// A process of its own that holds a state file, for tests that kill it: it says a line whenever it has done something.
import { createOutbox } from "../../src/carriers/twilio/outbox/create-outbox.ts";
import { createTwilioClient } from "../../src/carriers/twilio/rest/create-twilio-client.ts";
import { hostTime } from "../../src/kernel/clock/host-time.ts";
import { openStateFile } from "../../src/outlets/state-file/open-state-file.ts";

const [what = "", file = "", accountSid = "", apiUrl = "http://127.0.0.1:1", form = "{}"] =
  process.argv.slice(2);

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const stayAlive = (): Promise<void> => new Promise((resolve) => void hostTime.after(2_000_000_000, resolve));

const store = openStateFile(file, accountSid, hostTime);
const tell = { did: () => undefined, warn: () => undefined };
const user = { sid: accountSid, user: accountSid, password: process.env["PASSWORD"] ?? "", authToken: "" };
const twilio = createTwilioClient({ settings: { account: user, apiUrl }, realTime: hostTime });
const { id, ...text } = JSON.parse(form) as { id: string; From: string; To: string; Body: string };
const errand = { id, kind: "text", from: text.From, to: text.To, body: text.Body } as const;
const nothing = (): Promise<undefined> => Promise.resolve(undefined);

const acts: Readonly<Record<string, () => Promise<unknown>>> = {
  hold: async () => {
    say("holds");
    await stayAlive();
  },
  write: async () => {
    for (let count = 1; ; count += 1) {
      store.change((state) => {
        state.cursors["count"] = count;
        // So much that most of the time is spent in writing.
        state.cursors["x".repeat(300_000)] = count;
      });
      say(String(count));
      await new Promise((resolve) => void setImmediate(resolve));
    }
  },
  "stop before asking": () =>
    createOutbox({ store, realTime: hostTime, tell }).run({
      ...errand,
      ask: async () => {
        say("would ask");
        await stayAlive();
        return twilio.sendMessage(text);
      },
      find: nothing,
    }),
  "ask and wait": () =>
    createOutbox({ store, realTime: hostTime, tell }).run({
      ...errand,
      ask: () => twilio.sendMessage(text),
      find: nothing,
    }),
};
await acts[what]?.();
