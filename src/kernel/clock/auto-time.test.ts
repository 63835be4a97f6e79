import { expect, it } from "vitest";
import type { Arrival, ClockOptions, Visit } from "./clock.ts";
import { createTestClock, type TestClock } from "./test-clock.ts";
import { breathe } from "./test-time.ts";

const write: Arrival = { by: "agent", effect: "write" };
const read: Arrival = { by: "agent", effect: "read" };
const poll: Arrival = { by: "agent", effect: "read", poll: "key messages.list {}" };

/** A clock in auto that has met its agent. */
const withAgent = async (options: Partial<ClockOptions> = {}): Promise<TestClock> => {
  const test = createTestClock({ mode: "auto", ...options });
  await ask(test, write);
  return test;
};

/** One request that is answered at once. */
const ask = async ({ clock }: TestClock, arrival: Arrival): Promise<void> => {
  const visit = await clock.arrive(arrival);
  visit.leave();
};

const jumps = ({ log }: TestClock): string[] => {
  return log.filter((line) => line.startsWith("jump"));
};

it("runs freely without an agent, through stories and limits, with upkeep passed on the way", async () => {
  const test = createTestClock({ mode: "auto" });
  test.set("upkeep", 50, "rent");
  test.set("limit", 60, "time-out");
  test.set("story", 100, "ring");
  test.set("upkeep", 110, "rent");
  await test.clock.settled();
  expect(test.log).toEqual(["jump free 0 > 60", "rent 50", "time-out 60", "jump free 60 > 100", "ring 100"]);
  expect(test.time.armed).toBe(0);
});

it("goes on running freely with what timers set, and with what is set after it came to rest", async () => {
  const test = createTestClock({ mode: "auto" });
  test.on.set("ring", () => void test.set("story", 3_000, "speech"));
  test.set("story", 1_000, "ring");
  await test.clock.settled();
  expect(test.elapsed()).toBe(3_000);
  test.set("story", 4_000, "hang-up");
  await test.clock.settled();
  expect(test.log.at(-1)).toBe("hang-up 4000");
});

it("gives the same events in every mode when there is no agent", async () => {
  const logs: string[][] = [];
  for (const mode of ["auto", "manual", 1, 60] as const) {
    const test = createTestClock({ mode });
    test.on.set("ring", async () => {
      await Promise.resolve();
      test.set("story", test.elapsed() + 700, "speech");
      test.set("upkeep", test.elapsed(), "note");
    });
    test.set("story", 1_000, "ring");
    test.set("limit", 1_500, "time-out");
    test.set("story", 1_700, "ring");
    if (mode === "manual") await test.clock.advance(10_000);
    await test.time.pass(mode === "auto" ? 0 : 10_000);
    logs.push(test.log.filter((line) => !line.startsWith("jump")));
  }
  expect(logs[0]).toHaveLength(7);
  for (const log of logs) expect(log).toEqual(logs[0]);
});

it("runs through a day of timers without host timers, and lets the process breathe on the way", async () => {
  const test = createTestClock({ mode: "auto" });
  for (let second = 0; second < 3_000; second += 1) test.set("story", second * 28_800, "step");
  const seen: number[] = [];
  const look = (): void => {
    seen.push(test.log.length);
    if (test.clock.timers().length > 0) setImmediate(look);
  };
  setImmediate(look);
  await test.clock.settled();
  expect(test.log.filter((line) => line.startsWith("step"))).toHaveLength(3_000);
  expect(seen.length).toBeGreaterThanOrEqual(2);
  expect(test.time.armed).toBe(0);
});

it("stops running freely for good when the agent first asks for something", async () => {
  const test = createTestClock({ mode: "auto" });
  test.on.set("ring", async () => {
    if (test.elapsed() === 20) (await test.clock.arrive(read)).leave();
  });
  for (const after of [10, 20, 30]) test.set("story", after, "ring");
  await breathe();
  expect(jumps(test)).toEqual(["jump free 0 > 10", "jump free 10 > 20"]);
});

it("never lets control traffic pass for the agent", async () => {
  const test = createTestClock({ mode: "auto" });
  const visit = await test.clock.arrive({ by: "control", effect: "write" });
  test.set("story", 10);
  await test.clock.settled();
  expect(jumps(test)).toEqual(["jump free 0 > 10"]);
  visit.leave();
});

it("stands still for an agent that is expected, except for what is due now", async () => {
  const test = createTestClock({ mode: "auto", agent: "expected" });
  test.set("story", 0, "at-once");
  test.set("story", 10, "ring");
  await test.time.pass(60_000);
  expect(test.log).toEqual(["at-once 0"]);
  await ask(test, read);
  await test.time.pass(249);
  expect(jumps(test)).toEqual([]);
  await test.time.pass(1);
  expect(test.log.slice(1)).toEqual(["jump quiet 0 > 10", "ring 10"]);
});

it("jumps for somebody who waits, although the agent that is expected has not come", async () => {
  const test = createTestClock({ mode: "auto", agent: "expected" });
  test.set("story", 10, "ring");
  const visit = await test.clock.arrive({ by: "control", effect: "write" });
  const waiting = visit.wait();
  test.on.set("ring", () => waiting.end());
  test.set("story", 20);
  await test.time.pass(60_000);
  expect(test.log).toEqual(["jump wait 0 > 10", "ring 10"]);
});

it("keeps a limit for all of the patience from the beginning of a wait, however long nothing happened before", async () => {
  const test = await withAgent();
  await test.time.pass(60_000);
  const visit = await test.clock.arrive({ by: "control", effect: "write" });
  test.set("limit", 30);
  visit.wait();
  await test.time.pass(9_999);
  expect(jumps(test)).toEqual([]);
  await test.time.pass(1);
  expect(jumps(test)).toEqual(["jump patience 0 > 30"]);
});

it("jumps from story to story while a request waits, until the wait ends", async () => {
  const test = await withAgent();
  const visit = await test.clock.arrive(read);
  for (const after of [10, 20, 30]) test.set("story", after, "ring");
  test.set("upkeep", 15, "rent");
  const waiting = visit.wait();
  test.on.set("ring", () => {
    if (test.elapsed() === 20) waiting.end();
  });
  await test.clock.settled();
  expect(test.log).toEqual(["jump wait 0 > 10", "ring 10", "jump wait 10 > 20", "rent 15", "ring 20"]);
  visit.leave();
});

it("gets to other requests between two jumps of a wait", async () => {
  const test = await withAgent();
  const waiter = await test.clock.arrive(read);
  for (const after of [10, 20]) test.set("story", after, "ring");
  let other: Visit | undefined;
  test.on.set("ring", () => {
    setImmediate(() => (other ??= test.clock.arrive(write) as Visit));
  });
  waiter.wait();
  await breathe();
  expect(jumps(test)).toEqual(["jump wait 0 > 10"]);
  other?.leave();
  await breathe();
  expect(jumps(test)).toEqual(["jump wait 0 > 10", "jump wait 10 > 20"]);
});

it("does not jump for a wait while another request of the agent is handled or a hold is open", async () => {
  const test = await withAgent();
  const waiter = await test.clock.arrive(read);
  const other = await test.clock.arrive(read);
  test.set("story", 10, "ring");
  const waiting = waiter.wait();
  await breathe();
  expect(jumps(test)).toEqual([]);
  const hold = test.clock.hold("webhook", 30_000);
  other.leave();
  other.leave();
  await test.time.pass(20_000);
  expect(jumps(test)).toEqual([]);
  hold.release();
  await breathe();
  expect(jumps(test)).toEqual(["jump wait 0 > 10"]);
  waiting.end();
  waiting.end();
});

it("counts a request whose wait has ended as handled until it leaves", async () => {
  const test = await withAgent();
  const visit = await test.clock.arrive(read);
  const waiting = visit.wait();
  test.set("story", 10);
  waiting.end();
  waiting.end();
  await test.time.pass(60_000);
  expect(jumps(test)).toEqual([]);
  const again = visit.wait();
  await breathe();
  expect(jumps(test)).toEqual(["jump wait 0 > 10"]);
  test.set("story", 20);
  again.end();
  visit.leave();
  await test.time.pass(250);
  expect(jumps(test)).toEqual(["jump wait 0 > 10", "jump quiet 10 > 20"]);
});

it("ends the wait of a request that leaves", async () => {
  const test = await withAgent();
  const visit = await test.clock.arrive(read);
  visit.wait();
  visit.leave();
  test.set("story", 10);
  await breathe();
  expect(jumps(test)).toEqual([]);
});

it("jumps for a control request that waits, since a test's own wait is one", async () => {
  const test = await withAgent();
  const visit = await test.clock.arrive({ by: "control", effect: "read" });
  test.set("story", 10);
  visit.wait();
  await breathe();
  expect(jumps(test)).toEqual(["jump wait 0 > 10"]);
});

it("jumps to the very instant of a limit but not beyond, until patience is over", async () => {
  const test = await withAgent();
  test.set("limit", 10, "hear");
  test.set("story", 10, "speech");
  test.set("limit", 20, "within");
  test.set("story", 30, "hang-up");
  const visit = await test.clock.arrive(write);
  visit.wait();
  await test.time.pass(9_999);
  expect(test.log).toEqual(["jump wait 0 > 10", "hear 10", "speech 10"]);
  await test.time.pass(1);
  expect(test.log.slice(3)).toEqual([
    "jump patience 10 > 20",
    "within 20",
    "jump wait 20 > 30",
    "hang-up 30",
  ]);
});

it("counts patience anew after a write of the agent and after a hold", async () => {
  const test = await withAgent();
  test.set("limit", 10);
  test.set("story", 20);
  const visit = await test.clock.arrive(read);
  visit.wait();
  await test.time.pass(9_000);
  await ask(test, write);
  await test.time.pass(9_000);
  const hold = test.clock.hold("webhook", 30_000);
  await test.time.pass(9_000);
  hold.release();
  await ask(test, read);
  await ask(test, { by: "control", effect: "write" });
  await test.time.pass(9_999);
  expect(jumps(test)).toEqual([]);
  await test.time.pass(1);
  expect(jumps(test)).toEqual(["jump patience 0 > 10", "jump wait 10 > 20"]);
});

it("tells a wait that nothing will come, after patience and only then", async () => {
  const test = await withAgent();
  await test.time.pass(60_000);
  const visit = await test.clock.arrive(read);
  const told: string[] = [];
  void visit.wait().stuck.then(() => told.push("stuck"));
  test.set("upkeep", 10, "rent");
  await test.time.pass(9_999);
  expect(told).toEqual([]);
  await test.time.pass(1);
  expect(told).toEqual(["stuck"]);
  expect(test.time.armed).toBe(0);
  test.set("story", 20, "ring");
  await test.clock.settled();
  expect(test.log).toEqual(["jump wait 0 > 20", "rent 10", "ring 20"]);
});

it("does not call a wait stuck while something is in flight or a limit is armed", async () => {
  const test = await withAgent();
  const visit = await test.clock.arrive(read);
  const told: string[] = [];
  const waiting = visit.wait();
  void waiting.stuck.then(() => told.push("stuck"));
  const hold = test.clock.hold("webhook", 30_000);
  await test.time.pass(20_000);
  hold.release();
  await test.time.pass(9_999);
  test.on.set("time-out", () => waiting.end());
  test.set("limit", 10, "time-out");
  await test.time.pass(20_000);
  expect(told).toEqual([]);
  expect(test.log).toEqual(["jump patience 0 > 10", "time-out 10"]);
});

it("tells a wait in a world without an agent that nothing will come", async () => {
  const test = createTestClock({ mode: "auto" });
  const visit = await test.clock.arrive({ by: "control", effect: "read" });
  const { stuck } = visit.wait();
  await test.time.pass(10_000);
  await expect(stuck).resolves.toBeUndefined();
});

it("jumps once for a read that is repeated when nothing else happened, before it is answered", async () => {
  const test = await withAgent();
  for (const after of [10, 20, 30]) test.set("story", after, "ring");
  await ask(test, poll);
  expect(jumps(test)).toEqual([]);
  await ask(test, poll);
  expect(test.log).toEqual(["jump poll 0 > 10", "ring 10"]);
  await ask(test, poll);
  expect(jumps(test)).toEqual(["jump poll 0 > 10", "jump poll 10 > 20"]);
});

it("does not jump for a repeated read when anything but reads happened since", async () => {
  const test = await withAgent();
  test.set("story", 1_000, "ring");
  const happenings: (() => unknown)[] = [
    () => ask(test, write),
    () => ask(test, { by: "control", effect: "write" }),
    () => test.clock.hold("webhook", 30_000).release(),
    () => test.clock.advance(10),
  ];
  for (const happen of happenings) {
    await ask(test, poll);
    await happen();
    await ask(test, poll);
    await ask(test, write);
  }
  expect(jumps(test)).toEqual(["jump advance 0 > 10"]);
});

it("does not jump for different reads, for reads that are no polls, and for control's", async () => {
  const test = await withAgent();
  test.set("story", 1_000);
  for (const arrival of [poll, { ...poll, poll: "other" }, read, read]) await ask(test, arrival);
  for (let count = 0; count < 3; count += 1) await ask(test, { ...poll, by: "control", poll: "control" });
  expect(jumps(test)).toEqual([]);
  await ask(test, poll);
  expect(jumps(test)).toHaveLength(1);
});

it("does not jump for a repeated read while another request is handled, a hold is open or a limit is in the way", async () => {
  const test = await withAgent();
  test.set("story", 1_000);
  const other = await test.clock.arrive(read);
  await ask(test, poll);
  await ask(test, poll);
  other.leave();
  const hold = test.clock.hold("webhook", 30_000);
  await ask(test, poll);
  await ask(test, poll);
  hold.release();
  test.set("limit", 500);
  await ask(test, poll);
  await ask(test, poll);
  expect(jumps(test)).toEqual([]);
});

it("forgets reads rather than remember ever more of them", async () => {
  const test = await withAgent();
  test.set("story", 1_000);
  for (let number = 0; number <= 10_000; number += 1) await ask(test, { ...poll, poll: `read ${number}` });
  await ask(test, { ...poll, poll: "read 0" });
  expect(jumps(test)).toEqual([]);
});

it("lets nothing move between the jump for a read and its answer", async () => {
  const test = await withAgent();
  for (const after of [10, 20]) test.set("story", after);
  await ask(test, poll);
  const visit = await test.clock.arrive(poll);
  await test.time.pass(60_000);
  expect(jumps(test)).toEqual(["jump poll 0 > 10"]);
  visit.leave();
});

it("does not blame a failing timer on the read that made it fire", async () => {
  const test = await withAgent();
  test.on.set("broken", () => {
    throw new Error("no such line");
  });
  test.set("story", 10, "broken");
  test.set("story", 20, "ring");
  await ask(test, poll);
  await ask(test, poll);
  expect(test.log).toContain("broken failed");
  await test.time.pass(250);
  expect(test.log.at(-1)).toBe("ring 20");
});

it("jumps once for each stretch of real quiet", async () => {
  const test = await withAgent();
  for (const after of [10, 20]) test.set("story", after, "ring");
  await test.time.pass(249);
  expect(test.log).toEqual([]);
  await test.time.pass(1);
  expect(test.log).toEqual(["jump quiet 0 > 10", "ring 10"]);
  await test.time.pass(249);
  expect(jumps(test)).toHaveLength(1);
  await test.time.pass(1);
  expect(jumps(test)).toHaveLength(2);
  expect(test.time.armed).toBe(0);
});

it("takes an agent that is at work for anything but quiet", async () => {
  let isBusy = true;
  const test = await withAgent({ quiet: 250, isAgentBusy: () => isBusy });
  test.set("story", 10, "ring");
  await test.time.pass(1_000);
  expect(jumps(test)).toEqual([]);
  isBusy = false;
  await test.time.pass(20);
  expect(jumps(test)).toEqual(["jump quiet 0 > 10"]);
});

it("loses patience with an agent that works for ever", async () => {
  const test = await withAgent({ isAgentBusy: () => true });
  test.set("story", 10, "ring");
  await test.time.pass(9_980);
  expect(jumps(test)).toEqual([]);
  await test.time.pass(40);
  expect(jumps(test)).toEqual(["jump quiet 0 > 10"]);
});

it("counts quiet anew after each request of the agent and each hold, but not after control's", async () => {
  const test = await withAgent();
  test.set("story", 10);
  await test.time.pass(200);
  await ask(test, read);
  await test.time.pass(200);
  const visit = await test.clock.arrive(read);
  await test.time.pass(200);
  visit.leave();
  await test.time.pass(200);
  const hold = test.clock.hold("webhook", 30_000);
  await test.time.pass(200);
  hold.release();
  await test.time.pass(200);
  expect(jumps(test)).toEqual([]);
  const control = await test.clock.arrive({ by: "control", effect: "write" });
  control.wait().end();
  control.leave();
  await test.time.pass(50);
  expect(jumps(test)).toEqual(["jump quiet 0 > 10"]);
});

it("does not let quiet pass the expiry of an unused code before patience is over", async () => {
  const test = await withAgent();
  test.set("story", 5, "ring");
  test.set("upkeep", 10, "code-expires", true);
  test.set("story", 10, "ring");
  test.set("upkeep", 15, "code-expires", true);
  test.set("story", 20, "ring");
  await test.time.pass(9_999);
  expect(jumps(test)).toEqual(["jump quiet 0 > 5", "jump quiet 5 > 10"]);
  await test.time.pass(1);
  expect(jumps(test)).toEqual(["jump quiet 0 > 5", "jump quiet 5 > 10", "jump patience 10 > 20"]);
});

it("lets a wait pass the expiry of a code, as upkeep on the way", async () => {
  const test = await withAgent();
  test.set("upkeep", 10, "code-expires", true);
  test.set("story", 20, "ring");
  const visit = await test.clock.arrive(read);
  visit.wait();
  await breathe();
  expect(test.log).toEqual(["jump wait 0 > 20", "code-expires 10", "ring 20"]);
});

it("does not jump by itself while a request of the agent is handled, however long that takes", async () => {
  const test = await withAgent();
  test.set("story", 10);
  const visit = await test.clock.arrive(read);
  await test.time.pass(3_600_000);
  expect(jumps(test)).toEqual([]);
  visit.leave();
});

it("counts a request that leaves twice only once", async () => {
  const test = await withAgent();
  test.set("story", 10);
  const [one] = [await test.clock.arrive(read), await test.clock.arrive(read)];
  one.leave();
  one.leave();
  await test.time.pass(60_000);
  expect(jumps(test)).toEqual([]);
});

it("stops on the way of a jump for a request that comes in meanwhile", async () => {
  const test = await withAgent();
  test.set("upkeep", 10, "rent");
  test.set("story", 20, "ring");
  const visits: Visit[] = [];
  test.on.set("rent", async () => void visits.push(await test.clock.arrive(write)));
  await test.time.pass(250);
  expect(test.log).toEqual(["jump quiet 0 > 20", "rent 10"]);
  visits[0]?.leave();
  await test.clock.settled();
  expect(test.log[2]).toBe("ring 20");
});

it("lets an operator in between two jumps of a free run", async () => {
  const test = createTestClock({ mode: "auto" });
  test.on.set("first", () => void test.clock.advance(0).then(() => test.log.push("operator")));
  test.set("story", 10, "first");
  for (let after = 20; after <= 500; after += 10) test.set("story", after, "ring");
  await test.clock.settled();
  expect(test.log).toContain("operator");
  expect(test.log.indexOf("operator")).toBeLessThan(test.log.indexOf("ring 500"));
});

it("announces no jump in a free run before the process has got to its sockets", async () => {
  const test = createTestClock({ mode: "auto" });
  for (let after = 1; after <= 2_000; after += 1) test.set("story", after, "step");
  setImmediate(() => void test.clock.arrive(read));
  await breathe();
  expect(test.log.at(-1)).toBe("step 1000");
});

it("fires what is due now without a signal, as soon as nothing is handled", async () => {
  const test = await withAgent();
  const visit = await test.clock.arrive(write);
  test.set("story", 0, "accepted");
  await breathe();
  expect(test.log).toEqual([]);
  visit.leave();
  await test.clock.settled();
  expect(test.log).toEqual(["accepted 0"]);
});

it("runs freely once the agent has exited", async () => {
  const test = await withAgent();
  test.set("limit", 10);
  test.set("story", 20);
  const visit = await test.clock.arrive(read);
  test.clock.setAgent("exited");
  await breathe();
  expect(jumps(test)).toEqual([]);
  visit.leave();
  await test.clock.settled();
  expect(jumps(test)).toEqual(["jump free 0 > 10", "jump free 10 > 20"]);
});

it("lets no limit bound a wait once the agent has exited, until an agent writes again", async () => {
  const test = await withAgent();
  const visit = await test.clock.arrive({ by: "control", effect: "read" });
  visit.wait();
  test.clock.setAgent("exited");
  test.set("limit", 10);
  test.set("story", 20);
  await test.clock.settled();
  expect(jumps(test)).toEqual(["jump patience 0 > 10", "jump wait 10 > 20"]);
  await ask(test, write);
  test.set("limit", 30);
  test.set("story", 40);
  await test.clock.settled();
  expect(jumps(test)).toHaveLength(2);
});

it("tells waits at once that nothing will come when the agent has exited", async () => {
  const test = await withAgent();
  const visit = await test.clock.arrive({ by: "control", effect: "read" });
  const { stuck } = visit.wait();
  test.clock.setAgent("exited");
  await expect(stuck).resolves.toBeUndefined();
});

it("counts quiet and patience anew when auto begins", async () => {
  const test = await withAgent();
  test.clock.setMode("manual");
  test.set("limit", 10);
  test.set("story", 10);
  test.set("story", 20);
  await test.time.pass(3_600_000);
  test.clock.setMode("auto");
  await test.time.pass(249);
  expect(jumps(test)).toEqual([]);
  await test.time.pass(1);
  expect(jumps(test)).toEqual(["jump quiet 0 > 10"]);
});

it("stops a free run at a loop, says which timer it was, and goes on when that is cancelled", async () => {
  const test = createTestClock({ mode: "auto", loopLimit: 3 });
  test.on.set("beat", () => void test.set("story", 0, "beat"));
  test.set("story", 10, "beat");
  test.set("story", 20, "ring");
  await test.clock.settled();
  expect(test.log).toEqual(["jump free 0 > 10", "beat 10", "beat 10", "beat 10", "beat failed"]);
  test.clock.cancel(test.clock.timers()[0]?.id ?? "");
  await test.clock.settled();
  expect(test.log.at(-1)).toBe("ring 20");
});

it("lets an operator advance in auto while requests are handled", async () => {
  const test = await withAgent();
  const visit = await test.clock.arrive(write);
  test.set("story", 10);
  await test.clock.advance(10);
  expect(test.log).toEqual(["jump advance 0 > 10", "story 10"]);
  visit.leave();
});
