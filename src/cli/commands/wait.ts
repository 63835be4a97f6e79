import { RingbackError } from "../../kernel/errors.ts";
import { command, type Values } from "../command.ts";
import { eventLine } from "../event-line.ts";
import { eventOffers } from "../event-offers.ts";
import { CommandFailure, UsageError } from "../failures.ts";
import { readDurationText, readWhole } from "../read-values.ts";
import { Remote, remoteOptions } from "../remote.ts";
import { paintFor, print, printable } from "../terminal.ts";

const options = {
  to: { kind: "text", shows: "NUMBER", summary: "Only to this number; * stands for any digits" },
  from: { kind: "text", shows: "NUMBER", summary: "Only from this number; * stands for any digits" },
  contains: { kind: "text", shows: "TEXT", summary: "Only with this somewhere in the body" },
  where: {
    kind: "list",
    shows: "FIELD=VALUE",
    summary: "Only with this in a field of the event; /…/ is a pattern",
  },
  after: { kind: "text", shows: "SEQ", summary: "Only events after this one. Default: from the start" },
  timeout: {
    kind: "text",
    shows: "TIME",
    summary: "How long to wait, in the world's time. Default: 30s",
  },
  code: { kind: "flag", summary: "Print only the one-time code that the text holds" },
  ...remoteOptions,
} as const;

/** `ringback wait`: answers when something has happened in a running ringback. */
export const waitCommand = command({
  name: "wait",
  summary: "Wait until something happens, and show it",
  words: { shows: "type", summary: "The event's name, such as message.received", offers: eventOffers },
  options,
  examples: [
    ["ringback wait message.received --to +12125550186", "The oldest text to this number, or the next one"],
    ["ringback wait message.received --to +12125550186 --code", "Only the code in it"],
    ["ringback wait call.missed --after 40 --timeout 5m", "A missed call after event 40"],
  ],
  run: async (values, words) => {
    const [type, ...more] = words;
    if (type === undefined || more.length > 0) {
      throw new UsageError("This needs the name of one event: ringback wait message.received.");
    }
    const request = { ...readWishes(values), type, ...readBounds(values) };
    const answer = await new Remote(values)
      .wait("control.wait", request, ["event", "next"])
      .catch((error: unknown) => explain(type, error));
    if (values.json) print(JSON.stringify(answer));
    else if (values.code) print(printable(answer.code ?? noCode(answer.event.seq)));
    else print(eventLine(answer.event, paintFor(process.stdout)));
    return 0;
  },
});

/** A name that no event has is refused, and only who has all names can say which was meant. */
const explain = async (type: string, error: unknown): Promise<never> => {
  if (error instanceof CommandFailure && error.cause instanceof RingbackError) {
    const { requireEvent } = await import("../require-event.ts");
    requireEvent(type);
  }
  throw error;
};

type WaitValues = Values<typeof options>;

const readBounds = (values: WaitValues): { after?: number; timeout?: string } => {
  const after = readWhole(values.after, "--after", 0, Number.MAX_SAFE_INTEGER);
  const timeout = readDurationText(values.timeout, "--timeout");
  return { ...(after !== undefined && { after }), ...(timeout !== undefined && { timeout }) };
};

const readWishes = ({ to, from, contains, where }: WaitValues): Record<string, string> => ({
  ...(to !== undefined && { to }),
  ...(from !== undefined && { from }),
  ...(contains !== undefined && { "contains.body": contains }),
  ...Object.fromEntries(where.map(readWish)),
});

const readWish = (wish: string): readonly [field: string, value: string] => {
  const [, field = "", value = ""] = /^([\w.]+)=(.*)$/s.exec(wish) ?? [];
  if (field !== "") return [field, value];
  throw new UsageError(`--where is a field and its value, such as line=+12125550186, not ${wish}.`);
};

const noCode = (seq: number): never => {
  throw new CommandFailure(`Event ${seq} came, but it holds no code. Leave --code out to see it.`);
};
