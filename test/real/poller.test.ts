import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Poller } from "../../src/carriers/twilio/poll/poller.ts";
import { createTwilioClient } from "../../src/carriers/twilio/rest/create-twilio-client.ts";
import type { CallFacts, MessageFacts, Twilio } from "../../src/carriers/twilio/rest/twilio.ts";
import { unfinished } from "../../src/kernel/clock/test-time.ts";
import { noAnswer } from "../fake-twilio/calls/steps.ts";
import type { SettingsOverrides } from "../fake-twilio/open-fake-twilio.ts";
import { EagerTime } from "../support/eager-time.ts";
import { expectNoSecrets } from "../support/no-secrets.ts";
import { openTwilioBench, type TwilioBench, type TwilioProcess, until } from "../support/twilio-bench.ts";

const line = "+14155550110";
const other = "+12125550120";
const person = "+13105550130";
const poll: SettingsOverrides = { hearing: "poll", publicUrl: undefined };

/** Writes down what the poller finds, and says what is still open. */
class Heard {
  readonly texts: string[] = [];
  readonly fetched: string[] = [];
  readonly calls: string[] = [];
  readonly standing: string[] = [];
  openTexts: readonly string[] = [];
  openCalls: readonly string[] = [];
  /** What came with a text takes as long as this to get here. */
  mayTell: Promise<void> = Promise.resolve();
  /** What Twilio answers takes as long as this to get here. */
  mayHear: Promise<void> | undefined;

  readonly text = {
    fetch: ({ body }: MessageFacts): Promise<void> => {
      this.fetched.push(body ?? "");
      return this.mayTell;
    },
    arrived: ({ body }: MessageFacts): void => void this.texts.push(body ?? ""),
    stands: ({ sid, status }: MessageFacts): void => void this.standing.push(`${sid} ${status}`),
    open: (): readonly string[] => this.openTexts,
  };

  readonly call = {
    arrived: ({ sid }: CallFacts): void => void this.calls.push(sid),
    stands: ({ sid, status }: CallFacts): void => void this.standing.push(`${sid} ${status}`),
    open: (): readonly string[] => this.openCalls,
  };
}

let bench: TwilioBench;

beforeEach(async () => {
  bench = await openTwilioBench([line, other]);
});

afterEach(async () => {
  await bench[Symbol.asyncDispose]();
});

/** A process whose lines are these, with a poller that has begun. */
const begin = async (
  overrides: SettingsOverrides,
  lines: readonly string[] = [line],
  heard = new Heard(),
) => {
  const process = await bench.start(overrides);
  const { parts, world } = process;
  parts.store.change(({ numbers }) => {
    for (const number of [line, other]) numbers[number] = { sid: "PN1", bought: false, country: "US" };
  });
  for (const number of lines) world.lines.add(number);
  const eager = new EagerTime();
  const realTime = { now: () => bench.time.now(), after: eager.after.bind(eager) };
  const client = createTwilioClient({ settings: parts.settings, realTime });
  const listMessages: Twilio["listMessages"] = async (query) => {
    const found = await client.listMessages(query);
    await heard.mayHear;
    return found;
  };
  const message: Twilio["message"] = async (sid) => {
    const found = await client.message(sid);
    await heard.mayHear;
    return found;
  };
  const twilio: Twilio = { ...client, listMessages, message };
  const poller = new Poller(world.host, { ...parts, twilio, texts: heard.text, calls: heard.call });
  poller.begin();
  return { process, heard, poller, twilio };
};

/** Lets a round come and go. */
const round = async (milliseconds = 15_000): Promise<void> => {
  await bench.time.pass(milliseconds);
  while (bench.time.armed === 0) await new Promise<void>((resolve) => setImmediate(resolve));
};

const write = (body: string, to = line): string => bench.fake.people.text({ from: person, to, body });

const asked = (what: string): number => bench.fake.requests.filter(({ path }) => path.includes(what)).length;

const end = async ({ poller, process }: { poller: Poller; process: TwilioProcess }): Promise<void> => {
  poller.close();
  await process.kill();
};

describe("where Twilio cannot call back", () => {
  it("finds texts to our lines, oldest first, each once", async () => {
    const { heard } = await begin(poll);
    write("one");
    await bench.time.pass(1_000);
    write("two");
    write("not for a line", other);
    await round();
    expect(heard.texts).toEqual(["one", "two"]);
    write("three");
    for (let time = 0; time < 3; time += 1) await round();
    expect(heard.texts).toEqual(["one", "two", "three"]);
  });

  it("does not bring up what came before it began", async () => {
    write("old");
    bench.fake.calls.call(person, line);
    await bench.time.pass(1_000);
    const { heard } = await begin(poll);
    await round();
    expect([heard.texts, heard.calls]).toEqual([[], []]);
  });

  it("finds calls to our lines, each once", async () => {
    const { heard } = await begin(poll);
    const call = bench.fake.calls.call(person, line);
    await round();
    await round();
    expect(heard.calls).toEqual([call.sid]);
  });

  it("tells once of what comes in the very second it begins, whose fraction Twilio's dates do not have", async () => {
    await bench.time.pass(600 - (bench.time.now() % 1_000));
    const { heard } = await begin(poll);
    write("at once");
    const call = bench.fake.calls.call(person, line);
    for (let time = 0; time < 3; time += 1) await round();
    expect([heard.texts, heard.calls]).toEqual([["at once"], [call.sid]]);
  });

  it.each([90_000, -90_000])(
    "goes by Twilio's clock, though it be %s ms ahead of this machine's",
    async (aheadBy) => {
      await bench[Symbol.asyncDispose]();
      bench = await openTwilioBench([line, other], { aheadBy });
      write("old");
      await bench.time.pass(2_000);
      const { heard, twilio } = await begin(poll);
      // As a start does, before anything can come.
      await twilio.listNumbers();
      write("new");
      for (let time = 0; time < 3; time += 1) await round();
      expect(heard.texts).toEqual(["new"]);
    },
  );

  it("finds all that came while it was away, though Twilio lists no more than a thousand at once", async () => {
    const first = await begin(poll);
    write("first");
    await round();
    await end(first);
    const texts = Array.from({ length: 1_200 }, (_, place) => `text ${place}`);
    for (const body of texts) {
      write(body);
      await bench.time.pass(1_000);
    }
    const { heard } = await begin(poll);
    await round();
    expect(heard.texts).toEqual(texts);
  });

  it("takes a text that one of our lines sent to another for what came, not for what went", async () => {
    const { heard, process } = await begin(poll, [line, other]);
    await process.parts.twilio.sendMessage({ From: line, To: other, Body: "between us" });
    await bench.fake.settled();
    await round();
    expect(heard.texts).toEqual(["between us"]);
  });

  it("goes on where an earlier process ended, and tells of nothing twice", async () => {
    const first = await begin(poll);
    write("heard");
    await round();
    await end(first);
    await bench.time.pass(60_000);
    write("while away");
    await bench.time.pass(60_000);
    const second = await begin(poll);
    await round();
    expect([first.heard.texts, second.heard.texts]).toEqual([["heard"], ["while away"]]);
  });

  it("tells of nothing that a process has heard which Twilio called back", async () => {
    const first = await begin(poll);
    await round();
    await end(first);
    const called = await begin({ hearing: "webhook", publicUrl: "https://ringback.example" });
    write("by callback");
    await bench.time.pass(60_000);
    await end(called);
    const { heard } = await begin(poll);
    await round();
    expect(heard.texts).toEqual([]);
  });

  it("brings up nothing that came more than a day ago", async () => {
    const first = await begin(poll);
    await round();
    await end(first);
    write("stale");
    await bench.time.pass(86_400_000);
    write("fresh");
    await bench.time.pass(1_000);
    const { heard } = await begin(poll);
    await round();
    expect(heard.texts).toEqual(["fresh"]);
  });

  it("finds what Twilio lists a minute and a half late", async () => {
    const { heard } = await begin(poll);
    const late = write("late");
    const hidden = bench.fake.messages.findIndex(({ sid }) => sid === late);
    const [message] = (bench.fake.messages as unknown[]).splice(hidden, 1);
    await bench.time.pass(90_000);
    write("early");
    await round();
    (bench.fake.messages as unknown[]).unshift(message);
    await round();
    expect(heard.texts).toEqual(["early", "late"]);
  });

  it("keeps no more of the past than the last two minutes", async () => {
    const { heard, process } = await begin(poll);
    const texts = Array.from({ length: 20 }, (_, place) => `text ${place}`);
    for (const body of texts) {
      write(body);
      await round(30_000);
    }
    expect(heard.texts).toEqual(texts);
    expect(Object.keys(process.parts.store.state.cursors).length).toBeLessThan(10);
  });

  it.each([
    // A number that was given is noted only while it is in use.
    { which: "given", numbers: [line], isNoted: false },
    { which: "bought", numbers: [], isNoted: true },
    { which: "released", numbers: [], isNoted: false },
  ])("gives whoever has a $which number next nothing of what came before", async ({ numbers, isNoted }) => {
    const { heard, process } = await begin({ ...poll, numbers });
    const { lines } = process.world;
    write("for the first");
    await round();
    lines.delete(line);
    const kept = process.parts.store.state.numbers[line];
    if (!isNoted) process.parts.store.change((state) => void delete state.numbers[line]);
    await round();
    write("for nobody");
    await round();
    await bench.time.pass(1_000);
    if (kept !== undefined) process.parts.store.change((state) => void (state.numbers[line] = kept));
    lines.add(line);
    write("for the second");
    await round();
    expect(heard.texts).toEqual(["for the first", "for the second"]);
  });

  it("waits until a text has come in whole", async () => {
    const { heard } = await begin(poll);
    const sid = write("with a picture");
    const message = bench.fake.messages.find((one) => one.sid === sid) as { status: string };
    message.status = "receiving";
    await round();
    expect(heard.texts).toEqual([]);
    message.status = "received";
    await round();
    expect(heard.texts).toEqual(["with a picture"]);
  });

  it("asks how those stand whose end is not known, and the more seldom the longer that takes", async () => {
    const { heard, process } = await begin(poll);
    bench.fake.people.outcome(person, "never");
    const { sid } = await process.parts.twilio.sendMessage({ From: line, To: person, Body: "hello?" });
    await bench.fake.settled();
    heard.openTexts = [sid];
    await round(5_000);
    expect(heard.standing).toEqual([`${sid} sent`]);
    const before = asked(sid);
    // Twelve minutes of it, in rounds of 15 seconds: each pause is a quarter of the time so far.
    for (let second = 0; second < 720; second += 15) await round();
    expect(asked(sid) - before).toBeGreaterThan(8);
    expect(asked(sid) - before).toBeLessThan(20);
    heard.openTexts = [];
    const then = asked(sid);
    await round(600_000);
    expect(asked(sid)).toBe(then);
  });

  it("asks how a call stands in every round", async () => {
    const { heard, process } = await begin(poll);
    bench.fake.calls.callee(person, noAnswer());
    const { sid } = await process.parts.twilio.placeCall({ From: line, To: person, Twiml: "<Response/>" });
    heard.openCalls = [sid];
    await round(5_000);
    await round(5_000);
    expect(heard.standing).toHaveLength(2);
    expect(heard.standing[0]).toMatch(new RegExp(`^${sid} `));
  });

  it("asks more often while there is something, up to every 15 seconds while there is not", async () => {
    await begin(poll);
    const pauses: number[] = [];
    const pause = async (): Promise<void> => {
      const before = asked("/Messages");
      for (let second = 1; second <= 60 && asked("/Messages") === before; second += 1) {
        await round(1_000);
        if (asked("/Messages") > before) pauses.push(second);
      }
    };
    for (let time = 0; time < 4; time += 1) await pause();
    write("news");
    await pause();
    await pause();
    expect(pauses).toEqual([5, 10, 15, 15, 15, 5]);
  });

  it("asks less and less while Twilio does not answer, says so once, and loses nothing", async () => {
    const { heard, process } = await begin(poll);
    bench.fake.faults.request("503", { path: "/Messages" }, 9);
    write("patience");
    for (const pause of [5_000, 10_000, 20_000]) await round(pause);
    expect(heard.texts).toEqual([]);
    expect(process.warned).toHaveLength(1);
    expect(process.warned[0]).toMatch(/could not be asked for news.*503.*doctor/);
    expectNoSecrets(process.warned.join(), {
      account: process.parts.settings.account,
      telephones: [line, person],
    });
    const before = bench.fake.requests.length;
    await round(39_000);
    expect(bench.fake.requests).toHaveLength(before);
    await round(1_000);
    expect(heard.texts).toEqual(["patience"]);
    expect(process.did).toEqual(["Twilio answers again."]);
    expect(process.warned).toHaveLength(1);
  });

  it("goes on with the others where Twilio does not know one", async () => {
    const { heard, process } = await begin(poll);
    const { sid } = await process.parts.twilio.sendMessage({ From: line, To: person, Body: "known" });
    await bench.fake.settled();
    const gone = `SM${"0".repeat(32)}`;
    heard.openTexts = [gone, sid];
    await round();
    await round();
    expect(heard.standing).toContain(`${sid} delivered`);
    expect(process.warned).toEqual([expect.stringContaining("does not know")]);
    expect(asked(gone)).toBe(1);
  });

  it("goes on with the others where Twilio never says how one stands", async () => {
    const { heard, process } = await begin(poll);
    const [stuck, sent] = [
      await process.parts.twilio.sendMessage({ From: line, To: person, Body: "stuck" }),
      await process.parts.twilio.sendMessage({ From: line, To: person, Body: "sent" }),
    ];
    await bench.fake.settled();
    bench.fake.faults.request("500", { path: stuck.sid }, 99);
    heard.openTexts = [stuck.sid, sent.sid];
    await round();
    await round(20_000);
    expect(heard.standing).toEqual([`${sent.sid} delivered`]);
  });

  it("goes on with the others where one cannot be handled", async () => {
    const heard = new Heard();
    const { arrived } = heard.text;
    heard.text.arrived = (message) => {
      if (message.body === "bad") throw new Error(`No thread for ${person}.`);
      arrived(message);
    };
    const { process } = await begin(poll, [line], heard);
    write("bad");
    write("good");
    await round();
    await round();
    expect(heard.texts).toEqual(["good"]);
    expect(process.warned).toEqual([expect.stringContaining("No thread for")]);
    expectNoSecrets(process.warned.join(), { account: process.parts.settings.account, telephones: [person] });
  });

  it("has one round at a time, and none after it was closed", async () => {
    const { heard, poller, process } = await begin(poll);
    const answer = unfinished();
    heard.mayHear = answer.promise;
    write("too late");
    await bench.time.pass(5_000);
    await bench.fake.asked({ path: "/Messages" });
    // The round is under way, and no other one is planned.
    expect(bench.time.armed).toBe(0);
    poller.close();
    answer.finish();
    await bench.fake.settled();
    expect(bench.time.armed).toBe(0);
    expect(heard.texts).toEqual([]);
    await process.kill();
    // What was not told any more is news for the next process.
    const next = await begin(poll);
    await round();
    expect(next.heard.texts).toEqual(["too late"]);
  });
});

it("leaves a text to the next process whose files had not come when it was closed", async () => {
  const { heard, poller, process } = await begin(poll);
  const files = unfinished();
  heard.mayTell = files.promise;
  write("look");
  await bench.time.pass(5_000);
  await until(() => heard.fetched.length === 1);
  poller.close();
  files.finish();
  await process.kill();
  const next = await begin(poll);
  await round();
  expect([heard.texts, next.heard.texts]).toEqual([[], ["look"]]);
});

describe("where Twilio calls back", () => {
  it("tells nothing of what it learns once it was closed", async () => {
    const { heard, poller, process } = await begin({});
    const { sid } = await process.parts.twilio.sendMessage({ From: line, To: person, Body: "hello" });
    await bench.fake.settled();
    const answer = unfinished();
    Object.assign(heard, { openTexts: [sid], mayHear: answer.promise });
    for (let minute = 0; minute < 2; minute += 1) await round(60_000);
    await bench.time.pass(60_000);
    await bench.fake.asked({ method: "GET", path: sid });
    poller.close();
    answer.finish();
    await bench.fake.settled();
    expect(heard.standing).toEqual([]);
    expect(bench.time.armed).toBe(0);
  });

  it("asks about nothing that is not overdue", async () => {
    const { heard } = await begin({});
    heard.openTexts = [`SM${"0".repeat(32)}`];
    await round(60_000);
    await round(60_000);
    expect(bench.fake.requests).toEqual([]);
  });

  it("finds the end of which the callback was lost", async () => {
    const { heard, process } = await begin({});
    const { sid } = await process.parts.twilio.sendMessage({ From: line, To: person, Body: "hello" });
    await bench.fake.settled();
    const call = bench.fake.calls.call(person, line);
    heard.openTexts = [sid];
    heard.openCalls = [call.sid];
    for (let minute = 0; minute < 3; minute += 1) await round(60_000);
    expect(heard.standing).toContain(`${sid} delivered`);
    expect(heard.standing.some((one) => one.startsWith(call.sid))).toBe(true);
    expect([heard.texts, heard.calls]).toEqual([[], []]);
    expect(asked(sid)).toBe(1);
  });
});
