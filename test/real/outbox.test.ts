import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createOutbox } from "../../src/carriers/twilio/outbox/create-outbox.ts";
import type { Errand, Outbox } from "../../src/carriers/twilio/outbox/outbox.ts";
import { createTwilioClient } from "../../src/carriers/twilio/rest/create-twilio-client.ts";
import { TwilioRefused, TwilioSilent } from "../../src/carriers/twilio/rest/twilio-errors.ts";
import type { MessageFacts } from "../../src/carriers/twilio/rest/twilio.ts";
import { breathe } from "../../src/kernel/clock/test-time.ts";
import { hostTime } from "../../src/kernel/clock/host-time.ts";
import { RingbackError } from "../../src/kernel/errors.ts";
import { openStateFile } from "../../src/outlets/state-file/open-state-file.ts";
import { openFakeTwilio } from "../fake-twilio/open-fake-twilio.ts";
import { bundleChild, type ChildProgram } from "../support/child-program.ts";
import { anna, bea, line, openRailsBench, type RailsBench } from "../support/rails-bench.ts";

interface Done {
  readonly sid: string;
  readonly phone_number?: string;
}

/** An outbox over a state file, and a Twilio that is what the test says of it: what it did, and how it answers. */
const openBench = () => {
  const bench = openRailsBench();
  const said: string[] = [];
  const tell = { did: (text: string) => void said.push(text), warn: (text: string) => void said.push(text) };
  const begin = (): Outbox => createOutbox({ store: bench.store, realTime: bench.time, tell });
  let outbox = begin();
  const twilio = {
    asked: 0,
    looked: [] as number[],
    since: [] as number[],
    did: undefined as Done | undefined,
  };
  const errand = (changes: Partial<Errand<Done>> = {}): Errand<Done> => ({
    id: "text 1",
    kind: "text",
    from: line,
    to: anna,
    body: "The code is 4711.",
    ask: async () => {
      twilio.asked += 1;
      return { sid: "SM1" };
    },
    find: async (since) => {
      twilio.looked.push(bench.time.now());
      twilio.since.push(since);
      return twilio.did;
    },
    ...changes,
  });
  return {
    bench,
    said,
    twilio,
    errand,
    get outbox() {
      return outbox;
    },
    /** A text that Twilio may have taken, but nobody heard. */
    silent: (changes: Partial<Errand<Done>> = {}) =>
      errand({
        ask: () => {
          twilio.asked += 1;
          return Promise.reject(new TwilioSilent("No answer."));
        },
        ...changes,
      }),
    restart() {
      bench.restart();
      outbox = begin();
    },
    [Symbol.dispose]: () => bench[Symbol.dispose](),
  };
};

const outcomeOf = async (run: Promise<unknown>): Promise<object> =>
  run.then(
    (done) => ({ done }),
    (error: unknown) => {
      if (error instanceof RingbackError)
        return { code: error.code, message: error.message, details: error.details };
      throw error;
    },
  );

/** Lets time pass until what waits for it is over, and answers its outcome. */
const passing = async (bench: RailsBench, run: Promise<unknown>): Promise<object> => {
  const outcome = outcomeOf(run);
  await bench.time.pass(30_000);
  return outcome;
};

describe("an errand", () => {
  it("is on the disk before Twilio is asked, without what it says", async () => {
    using mine = openBench();
    const { bench, errand } = mine;
    const rows: unknown[] = [];
    const keep = () => rows.push((JSON.parse(readFileSync(bench.file, "utf8")) as { outbox: object }).outbox);
    const ask = async () => {
      keep();
      return { sid: "SM1" };
    };
    expect(await mine.outbox.run(errand({ ask }))).toEqual({ sid: "SM1" });
    keep();
    const row = {
      id: "text 1",
      kind: "text",
      from: line,
      to: anna,
      at: bench.time.now(),
      bodyHash: expect.any(String) as unknown,
    };
    expect(rows).toEqual([
      { "text 1": { ...row, state: "sending" } },
      { "text 1": { ...row, to: "+1415•••0123", state: "done", sid: "SM1" } },
    ]);
    expect(JSON.stringify(rows)).not.toContain("4711");
  });

  it("is not done where it cannot be written down", async () => {
    using mine = openBench();
    mine.bench.store.close();
    expect(await outcomeOf(mine.outbox.run(mine.errand()))).toMatchObject({ code: "storage_failed" });
    expect(mine.twilio.asked).toBe(0);
  });

  it("is done all the same where only its end cannot be written down", async () => {
    using mine = openBench();
    const ask = async () => {
      mine.bench.store.close();
      return { sid: "SM1" };
    };
    expect(await mine.outbox.run(mine.errand({ ask }))).toEqual({ sid: "SM1" });
    expect(mine.said).toEqual([expect.stringMatching(/could not be written down/)]);
    mine.restart();
    expect(mine.outbox.unfinished()).toMatchObject([{ id: "text 1", state: "sending" }]);
  });

  it("is done once for all who come for it at the same time", async () => {
    using mine = openBench();
    const runs = await Promise.all([mine.outbox.run(mine.errand()), mine.outbox.run(mine.errand())]);
    expect(runs).toEqual([{ sid: "SM1" }, { sid: "SM1" }]);
    expect(mine.twilio.asked).toBe(1);
  });

  it.each([{ body: "Something else." }, { to: bea }, { kind: "call" as const }])(
    "does not answer for another: %o",
    async (other) => {
      using mine = openBench();
      await mine.outbox.run(mine.errand());
      expect(await outcomeOf(mine.outbox.run(mine.errand(other)))).toMatchObject({ code: "internal_error" });
      expect(mine.twilio.asked).toBe(1);
    },
  );
});

describe("what was done before", () => {
  it("is kept without the recipient's full number, which is needed only until it is known", async () => {
    using mine = openBench();
    await mine.outbox.run(mine.errand());
    expect(mine.outbox.get("text 1")?.to).toBe("+1415•••0123");
    expect(readFileSync(mine.bench.file, "utf8")).not.toContain(anna);
  });

  it("is not done again by a later process: it is as Twilio has it", async () => {
    using mine = openBench();
    await mine.outbox.run(mine.errand());
    mine.restart();
    mine.twilio.did = { sid: "SM1", phone_number: anna };
    expect(await mine.outbox.run(mine.errand())).toEqual(mine.twilio.did);
    expect(mine.twilio).toMatchObject({ asked: 1, since: [mine.bench.time.now() - 60_000] });
  });

  it.each([
    ["another that is like it", { find: () => Promise.resolve({ sid: "SM2" }) }],
    ["nothing", { find: () => Promise.resolve(undefined) }],
    ["no answer", { find: () => Promise.reject(new TwilioSilent("No answer.")) }],
  ])("is told by its row where Twilio has %s", async (_name, changes) => {
    using mine = openBench();
    await mine.outbox.run(mine.errand());
    expect(await mine.outbox.run(mine.errand(changes))).toEqual({ sid: "SM1" });
  });

  it("was bought once: the row says which number, and Twilio is not asked", async () => {
    using mine = openBench();
    const buy = mine.errand({
      id: "buy 1",
      kind: "buy",
      ask: async () => ({ sid: "PN1", phone_number: bea }),
    });
    await mine.outbox.run(buy);
    mine.restart();
    // Another number would be free by now.
    expect(await mine.outbox.run({ ...buy, to: anna })).toEqual({ sid: "PN1", phone_number: bea });
    expect(mine.twilio.looked).toEqual([]);
    expect(mine.outbox.get("buy 1")).toMatchObject({ state: "done", number: bea });
  });

  it.each(["constructor", "__proto__"])("is nothing under the name %s", (id) => {
    using mine = openBench();
    expect(mine.outbox.get(id)).toBeUndefined();
    mine.outbox.close(id, { state: "lost" });
    expect(mine.outbox.unfinished()).toEqual([]);
  });
});

describe("a refusal", () => {
  const refuse = (message: string, reason: { status: number; code: number }) => ({
    ask: () => Promise.reject(new TwilioRefused(message, reason)),
  });

  it.each([
    [
      21610,
      /^Twilio refused the text \(21610\): this person has answered STOP to that number\. Only they can undo it, by texting START to it\.$/,
    ],
    [21408, /may not text this country.*Geo permissions/],
    [21608, /trial account.*upgrade/],
    [21211, /no such number.*Check/],
    [30034, /10DLC.*Register/],
    [20003, /credentials.*ringback doctor/],
  ])("says what Twilio's %s means and what to do, again to whoever asks again", async (code, words) => {
    using mine = openBench();
    const run = () =>
      outcomeOf(mine.outbox.run(mine.errand(refuse("Twilio's own words", { status: 400, code }))));
    const first = await run();
    expect(first).toEqual({
      code: "carrier_error",
      message: expect.stringMatching(words) as unknown,
      details: { outcome: "refused", errorCode: String(code) },
    });
    mine.restart();
    expect(await outcomeOf(mine.outbox.run(mine.errand()))).toEqual(first);
    expect(mine.twilio).toMatchObject({ asked: 0, looked: [] });
    expect((await mine.outbox.run(mine.errand({ id: "text 2" }))).sid).toBe("SM1");
  });

  it("passes on the words of an unusual one, without numbers and names of things", async () => {
    using mine = openBench();
    const words = `No for ${anna} of AC${"0".repeat(32)}.`;
    const { message, details } = (await outcomeOf(
      mine.outbox.run(mine.errand(refuse(words, { status: 400, code: 99_999 }))),
    )) as { message: string; details: object };
    expect(message).toBe("Twilio refused the text (99999): No for +1415•••0123 of AC…0000.");
    expect(details).toEqual({ outcome: "refused", errorCode: "99999" });
    expect(JSON.stringify(mine.outbox.get("text 1")?.why)).not.toContain(anna);
  });

  it("says that nothing left this machine", async () => {
    using mine = openBench();
    const outcome = await outcomeOf(
      mine.outbox.run(mine.errand(refuse("No such host.", { status: 0, code: 0 }))),
    );
    expect(outcome).toEqual({
      code: "carrier_error",
      message:
        "Twilio could not be reached, so the text was not sent: No such host. Check the network and try again.",
      details: { outcome: "refused" },
    });
  });
});

describe("silence", () => {
  it("is looked into, and what is found is done", async () => {
    using mine = openBench();
    const { bench, twilio } = mine;
    const begun = bench.time.now();
    const run = mine.outbox.run(mine.silent());
    await bench.time.pass(2500);
    expect(mine.outbox.get("text 1")?.state).toBe("unknown");
    twilio.did = { sid: "SM1" };
    expect(await passing(bench, run)).toEqual({ done: { sid: "SM1" } });
    expect(twilio).toMatchObject({ asked: 1, looked: [begun + 2000, begun + 5000] });
    expect(mine.outbox.get("text 1")).toMatchObject({ state: "done", sid: "SM1" });
    expect(mine.said).toEqual([expect.stringMatching(/had not answered, but it did take the text/)]);
  });

  it("is said to be silence where nothing is found, and it is never asked again", async () => {
    using mine = openBench();
    const { bench, twilio } = mine;
    const begun = bench.time.now();
    const lost = await passing(bench, mine.outbox.run(mine.silent()));
    expect(lost).toMatchObject({
      code: "carrier_error",
      message: expect.stringMatching(
        /did not answer, and the text is not to be found.*may still have been done.*console/,
      ) as unknown,
      details: { outcome: "unknown" },
    });
    expect(twilio.looked.map((at) => at - begun)).toEqual([2000, 5000, 10_000, 20_000]);
    mine.restart();
    expect(await passing(bench, mine.outbox.run(mine.errand()))).toEqual(lost);
    expect([twilio.asked, twilio.looked.length, mine.outbox.get("text 1")?.state]).toEqual([1, 5, "lost"]);
    twilio.did = { sid: "SM1" };
    expect(await passing(bench, mine.outbox.run(mine.errand()))).toEqual({ done: { sid: "SM1" } });
    expect(twilio.asked).toBe(1);
  });

  it.each([
    ["the search", { find: () => Promise.reject(new TwilioSilent("No answer.")) }, "unknown"],
    ["only the first searches", {}, "lost"],
  ])("of %s as well leaves open what happened until somebody knows", async (_name, changes, state) => {
    using mine = openBench();
    await passing(mine.bench, mine.outbox.run(mine.silent(changes)));
    expect(mine.outbox.get("text 1")?.state).toBe(state);
    mine.restart();
    expect(mine.outbox.unfinished().map(({ id }) => id)).toEqual(state === "unknown" ? ["text 1"] : []);
  });

  it("is what an error is taken for that nobody foresaw", async () => {
    using mine = openBench();
    mine.twilio.did = { sid: "SM1" };
    const ask = () => Promise.reject(new TypeError("undefined is not a function"));
    expect(await passing(mine.bench, mine.outbox.run(mine.errand({ ask })))).toEqual({
      done: { sid: "SM1" },
    });
  });

  it("does not take another text for this one, though they be alike", async () => {
    using mine = openBench();
    await mine.outbox.run(mine.errand());
    mine.twilio.did = { sid: "SM1" };
    const outcome = await passing(mine.bench, mine.outbox.run(mine.silent({ id: "text 2" })));
    expect(outcome).toMatchObject({ code: "carrier_error", details: { outcome: "unknown" } });
  });

  it("keeps those who come for the same waiting for the same", async () => {
    using mine = openBench();
    const first = mine.outbox.run(mine.silent());
    await mine.bench.time.pass(3000);
    const second = mine.outbox.run(mine.errand());
    expect(mine.outbox.unfinished()).toEqual([]);
    mine.twilio.did = { sid: "SM1" };
    expect(await passing(mine.bench, Promise.all([first, second]))).toEqual({
      done: [{ sid: "SM1" }, { sid: "SM1" }],
    });
    expect(mine.twilio.asked).toBe(1);
  });
});

describe("what a process left in between", () => {
  it("is told oldest first, and closed by whoever finds out", async () => {
    using mine = openBench();
    const never = (): Promise<Done> => new Promise(() => undefined);
    void mine.outbox.run(mine.errand({ ask: never }));
    await mine.bench.time.pass(5);
    void mine.outbox.run(mine.errand({ id: "text 2", body: "It is 4712 now.", ask: never }));
    mine.restart();
    expect(mine.outbox.unfinished().map(({ id, state }) => [id, state])).toEqual([
      ["text 1", "sending"],
      ["text 2", "sending"],
    ]);
    mine.outbox.close("text 1", { state: "done", sid: "SM1" });
    mine.outbox.close("text 2", { state: "lost", why: `Nothing for ${anna}.` });
    expect(mine.outbox.unfinished()).toEqual([]);
    expect(mine.outbox.get("text 2")).toMatchObject({ state: "lost", why: "Nothing for +1415•••0123." });
  });

  it("is looked for at once by whoever comes for it, and not asked for again", async () => {
    using mine = openBench();
    void mine.outbox.run(mine.errand({ ask: () => new Promise(() => undefined) }));
    mine.restart();
    mine.twilio.did = { sid: "SM1" };
    expect(await mine.outbox.run(mine.errand())).toEqual({ sid: "SM1" });
    expect(mine.twilio.asked).toBe(0);
  });
});

describe("a process that is killed", () => {
  let program: ChildProgram;
  beforeAll(
    async () => void (program = await bundleChild(new URL("../support/real-child.ts", import.meta.url))),
  );
  afterAll(() => program[Symbol.dispose]());
  const text = { id: "text 1", From: line, To: anna, Body: "The code is 4711." };

  it.each([
    ["stop before asking", undefined, { code: "carrier_error", details: { outcome: "unknown" } }, 0],
    ["ask and wait", { sid: expect.stringMatching(/^SM/) as unknown }, undefined, 1],
  ])(
    "in between (%s) leaves a row, and the next one finds out what Twilio did",
    async (what, found, refused, sent) => {
      await using fake = await openFakeTwilio();
      fake.account.own(line);
      fake.faults.request("silent after accepting", { method: "POST", path: "/Messages" });
      const settings = fake.settings();
      const args = [what, settings.stateFile, fake.accountSid, fake.url, JSON.stringify(text)];
      {
        await using child = program.start(args, { PASSWORD: fake.authToken });
        await (sent === 0 ? child.line() : breatheUntil(() => fake.messages.length === sent));
      }
      const store = openStateFile(settings.stateFile, fake.accountSid, hostTime);
      // Passes at once, as nothing else would happen in it.
      const realTime = {
        now: () => hostTime.now(),
        after: (_: number, then: () => void) => hostTime.after(0, then),
      };
      const tell = { did: () => undefined, warn: () => undefined };
      const outbox = createOutbox({ store, realTime, tell });
      expect(outbox.unfinished()).toMatchObject([{ id: "text 1", state: "sending" }]);
      const twilio = createTwilioClient({ settings, realTime: hostTime });
      const outcome = await outcomeOf(
        outbox.run<MessageFacts>({
          id: "text 1",
          kind: "text",
          from: line,
          to: anna,
          body: text.Body,
          ask: () => twilio.sendMessage(text),
          find: async () => (await twilio.listMessages({ From: line, To: anna }))[0],
        }),
      );
      expect(outcome).toMatchObject(found === undefined ? (refused ?? {}) : { done: found });
      expect(fake.messages.length).toBe(sent);
      store.close();
    },
  );
});

const breatheUntil = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await breathe();
};
