import { expect, it } from "vitest";
import type { Hold } from "./clock.ts";
import { createTestClock, testStart, type TestClock } from "./test-clock.ts";
import { breathe, unfinished } from "./test-time.ts";

/** A timer kind that opens a hold of 30 seconds when it fires; the holds opened so far, oldest first. */
const delivering = ({ clock, on }: TestClock): Hold[] => {
  const holds: Hold[] = [];
  on.set("deliver", () => void holds.push(clock.hold("webhook", 30_000)));
  return holds;
};

it("stands still inside advance while a hold is open", async () => {
  const test = createTestClock();
  const holds = delivering(test);
  test.set("story", 10, "deliver");
  test.set("story", 10, "same-instant");
  test.set("story", 20, "next-instant");
  const advanced = test.clock.advance(100);
  await test.time.pass(5_000);
  expect(test.elapsed()).toBe(10);
  expect(test.log).toEqual(["jump advance 0 > 100", "deliver 10", "same-instant 10"]);
  holds[0]?.release();
  holds[0]?.release();
  expect(await advanced).toBe(testStart + 100);
  expect(test.log[3]).toBe("next-instant 20");
  expect(test.time.armed).toBe(0);
});

it("resolves an advance only when the last hold is over, and fires what that brought about", async () => {
  const test = createTestClock();
  const holds = delivering(test);
  test.set("story", 100, "deliver");
  let over = false;
  const advanced = test.clock.advance(100).then(() => (over = true));
  await breathe();
  expect(over).toBe(false);
  test.set("story", 100, "receipt");
  holds[0]?.release();
  await advanced;
  expect(test.log.at(-1)).toBe("receipt 100");
});

it("moves an advance on by the time-out of a hold that nobody releases", async () => {
  const test = createTestClock();
  delivering(test);
  test.set("story", 10, "deliver");
  test.set("story", 20_000, "speech");
  const advanced = test.clock.advance(100);
  await test.time.pass(29_999);
  expect(test.elapsed()).toBe(10);
  await test.time.pass(1);
  expect(await advanced).toBe(testStart + 30_010);
  expect(test.log).toEqual([
    "jump advance 0 > 100",
    "deliver 10",
    "jump hold 10 > 30010",
    "speech 20000",
    "hold webhook expired 30010",
  ]);
});

it("counts the time-outs of holds that were open together only once", async () => {
  const test = createTestClock();
  delivering(test);
  test.set("story", 10, "deliver");
  test.set("story", 10, "deliver");
  const advanced = test.clock.advance(50_000);
  await test.time.pass(30_000);
  await advanced;
  expect(test.elapsed()).toBe(50_000);
  expect(test.log.slice(3)).toEqual([
    "jump hold 10 > 30010",
    "hold webhook expired 30010",
    "hold webhook expired 30010",
  ]);
});

it("does not let an older hold stop the jump of an expired one, but does let one opened on the way", async () => {
  const test = createTestClock({ mode: "auto" });
  const holds = delivering(test);
  test.clock.hold("long call", 90_000);
  test.clock.hold("short call", 40_000);
  test.set("story", 5_000, "deliver");
  test.set("story", 6_000, "ring");
  await test.time.pass(40_000);
  expect(test.log).toEqual(["jump hold 0 > 40000", "deliver 5000"]);
  holds[0]?.release();
  await breathe();
  expect(test.log.slice(2)).toEqual(["ring 6000", "hold short call expired 40000"]);
  expect(test.elapsed()).toBe(40_000);
  await test.time.pass(50_000);
  expect(test.log.slice(4)).toEqual(["jump hold 40000 > 90000", "hold long call expired 90000"]);
});

it("says that a hold expired without waiting for one that its jump brought about", async () => {
  const test = createTestClock({ mode: "auto" });
  const holds = delivering(test);
  test.clock.hold("call", 10_000);
  test.set("story", 10_000, "deliver");
  await test.time.pass(10_000);
  expect(test.log).toEqual(["jump hold 0 > 10000", "deliver 10000", "hold call expired 10000"]);
  holds[0]?.release();
});

it("waits before it advances for what is in flight already, but only for the grace", async () => {
  const { clock, time, set, elapsed, log } = createTestClock({ holdGrace: 2_000 });
  const hold = clock.hold("webhook to agent", 30_000);
  set("story", 10);
  const refusal = clock.advance(100).catch((error: unknown) => error);
  await time.pass(1_999);
  expect(time.armed).toBe(2);
  await time.pass(1);
  expect(await refusal).toMatchObject({ code: "clock_held", details: { holds: ["webhook to agent"] } });
  expect(elapsed()).toBe(0);
  expect(log).toEqual([]);
  const advanced = clock.advance(100);
  await time.pass(1_000);
  hold.release();
  expect(await advanced).toBe(testStart + 100);
  expect(time.armed).toBe(0);
});

it("refuses to advance for a webhook handler that the running advance waits for", async () => {
  const test = createTestClock();
  test.on.set("deliver", () => {
    const hold = test.clock.hold("webhook", 30_000);
    const answer = test.clock
      .advance(1)
      .catch((error: unknown) => test.log.push((error as { code: string }).code));
    void answer.then(() => hold.release());
  });
  test.set("story", 10, "deliver");
  const advanced = test.clock.advance(100);
  await test.time.pass(2_000);
  expect(await advanced).toBe(testStart + 100);
  expect(test.log).toEqual(["jump advance 0 > 100", "deliver 10", "clock_held"]);
});

it("refuses to advance or run to the next for a timer that waits for it", async () => {
  const test = createTestClock();
  test.on.set("step", async (timer) => {
    const move = timer.at === testStart + 10 ? test.clock.advance(1) : test.clock.runToNext();
    await move.catch((error: unknown) => test.log.push((error as Error).message.slice(0, 68)));
  });
  test.set("story", 10, "step");
  test.set("story", 20, "step");
  const advanced = test.clock.advance(100);
  await test.time.pass(4_000);
  await advanced;
  const refusal = "The clock cannot move while this is in flight: timer step. If the ca";
  expect(test.log).toEqual(["jump advance 0 > 100", "step 10", refusal, "step 20", refusal]);
});

it("waits for the timer that runs, and not for the next, to let an operator queue", async () => {
  const { clock, time, on, set, elapsed } = createTestClock();
  const [first, second] = [unfinished(), unfinished()];
  on.set("first", () => first.promise);
  on.set("second", () => second.promise);
  set("story", 10, "first");
  set("story", 10, "second");
  const moves = [clock.advance(10)];
  await breathe();
  moves.push(clock.advance(5));
  await breathe();
  first.finish();
  await time.pass(5_000);
  second.finish();
  await Promise.all(moves);
  expect(elapsed()).toBe(15);
});

it("moves on in auto by the time-out of a hold, and not before it is over", async () => {
  const test = createTestClock({ mode: "auto" });
  const holds = delivering(test);
  test.set("story", 10, "deliver");
  test.set("story", 20, "deliver");
  test.set("story", 30, "ring");
  await breathe();
  expect(test.log).toEqual(["jump free 0 > 10", "deliver 10"]);
  holds[0]?.release();
  await breathe();
  expect(test.log.slice(2)).toEqual(["jump free 10 > 20", "deliver 20"]);
  await test.time.pass(30_000);
  expect(test.log.slice(4)).toEqual(["jump hold 20 > 30020", "ring 30", "hold webhook expired 30020"]);
});

it("holds nothing in real time or in manual mode: an expired hold is dropped", async () => {
  for (const mode of [1, "manual"] as const) {
    const { clock, time, log } = createTestClock({ mode });
    clock.hold("webhook", 30_000);
    await time.pass(30_000);
    expect(clock.now()).toBe(testStart + (mode === 1 ? 30_000 : 0));
    expect(log).toEqual([]);
    expect(time.armed).toBe(0);
    await clock.advance(5);
    expect(log).toHaveLength(1);
  }
});

it("forgets what an expired hold is owed when the mode changes to one in which nothing holds", async () => {
  const { clock, time, log } = createTestClock({ mode: "auto" });
  const visit = await clock.arrive({ by: "agent", effect: "read" });
  clock.hold("webhook", 30_000);
  await time.pass(30_000);
  clock.setMode("manual");
  visit.leave();
  clock.setMode("auto");
  await clock.settled();
  expect(log).toEqual([]);
});

it("is settled in auto only when nothing is in flight", async () => {
  const { clock } = createTestClock({ mode: "auto" });
  const hold = clock.hold("webhook", 30_000);
  let settled = false;
  void clock.settled().then(() => (settled = true));
  await breathe();
  expect(settled).toBe(false);
  hold.release();
  await breathe();
  expect(settled).toBe(true);
});

it("tells whoever opened a hold that nobody released it, and when its jump is made", async () => {
  const test = createTestClock({ mode: "auto" });
  const end = {
    expired: () => void test.log.push(`expired ${test.elapsed()}`),
    paid: () => void test.log.push(`paid ${test.elapsed()}`),
  };
  test.clock.hold("webhook", 30_000, end);
  test.clock.hold("answered", 20_000, end).release();
  await test.time.pass(30_000);
  expect(test.log).toEqual(["expired 0", "jump hold 0 > 30000", "hold webhook expired 30000", "paid 30000"]);
});

it("owes no jump where nothing holds, and says so at once", async () => {
  const test = createTestClock();
  const told: string[] = [];
  test.clock.hold("webhook", 30_000, {
    expired: () => void told.push("expired"),
    paid: () => void told.push("paid"),
  });
  await test.time.pass(30_000);
  expect(told).toEqual(["expired", "paid"]);
  expect(test.elapsed()).toBe(0);
});

it("forgets the jump it owes when a change of mode makes it needless, and says so", async () => {
  const test = createTestClock({ mode: "auto" });
  const told: string[] = [];
  const visit = await test.clock.arrive({ by: "agent", effect: "write" });
  test.clock.hold("webhook", 1_000, { paid: () => void told.push("paid") });
  await test.time.pass(1_000);
  expect(told).toEqual([]);
  test.clock.setMode("manual");
  expect(told).toEqual(["paid"]);
  visit.leave();
});

it("takes whoever served a delivery for an agent, whose quiet then moves time", async () => {
  const test = createTestClock({ mode: "auto" });
  test.clock.served();
  test.set("story", 10, "ring");
  await test.time.pass(249);
  expect(test.log).toEqual([]);
  await test.time.pass(1);
  expect(test.log).toEqual(["jump quiet 0 > 10", "ring 10"]);
});
