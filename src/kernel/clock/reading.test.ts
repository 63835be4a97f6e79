import { expect, it } from "vitest";
import { createTestClock, testStart } from "./test-clock.ts";
import { breathe, unfinished } from "./test-time.ts";

it("follows real time by the factor, and fires timers by itself when they are due", async () => {
  const { time, log, set, elapsed } = createTestClock({ mode: 60 });
  set("story", 120_000, "ring");
  set("upkeep", 120_001, "rent");
  await time.pass(1_999);
  expect(elapsed()).toBe(119_940);
  expect(log).toEqual([]);
  await time.pass(1);
  expect(elapsed()).toBe(120_000);
  expect(log).toEqual(["ring 120000"]);
  await time.pass(1);
  expect(log).toEqual(["ring 120000", "rent 120001"]);
  expect(elapsed()).toBe(120_060);
});

it("arms one host timer while a timer is to come, and none otherwise", async () => {
  const { clock, time, set } = createTestClock({ mode: 1 });
  set("story", 500);
  const far = set("story", 9_000);
  set("story", 100);
  await breathe();
  expect(time.armed).toBe(1);
  await time.pass(1_000);
  expect(time.armed).toBe(1);
  clock.cancel(far.id);
  await breathe();
  expect(time.armed).toBe(0);
});

it("is never past a timer that has not fired, however late the host is", async () => {
  const { clock, time, log, set, elapsed } = createTestClock({ mode: 1 });
  set("story", 100, "ring");
  set("story", 250, "speech");
  time.jump(1_000);
  expect(elapsed()).toBe(100);
  const visit = await clock.arrive({ by: "agent", effect: "read" });
  expect(log).toEqual(["ring 100", "speech 250"]);
  expect(elapsed()).toBe(1_000);
  visit.leave();
});

it("stands at the instant of a timer for as long as that runs", async () => {
  const { time, on, set, elapsed } = createTestClock({ mode: 1 });
  const step = unfinished();
  on.set("step", () => step.promise);
  set("story", 100, "step");
  await time.pass(700);
  expect(elapsed()).toBe(100);
  step.finish();
  await breathe();
  expect(elapsed()).toBe(700);
});

it("lets requests in while a timer runs", async () => {
  const { clock, time, log, on, set } = createTestClock({ mode: 1 });
  on.set("step", async () => {
    const visit = await clock.arrive({ by: "agent", effect: "write" });
    log.push("request let in");
    visit.leave();
  });
  set("story", 100, "step");
  await time.pass(100);
  expect(log).toEqual(["step 100", "request let in"]);
});

it("does not go back when the host's clock does", async () => {
  const { time, elapsed } = createTestClock({ mode: 1 });
  await time.pass(5_000);
  expect(elapsed()).toBe(5_000);
  time.jump(-3_600_000);
  expect(elapsed()).toBe(5_000);
  await time.pass(10);
  expect(elapsed()).toBe(5_010);
});

it("keeps what advance added on top of real time", async () => {
  const { clock, time, log, set, elapsed } = createTestClock({ mode: 1 });
  set("story", 2_000, "ring");
  await time.pass(1_000);
  expect(await clock.advance(60_000)).toBe(testStart + 61_000);
  await time.pass(500);
  expect(elapsed()).toBe(61_500);
  expect(log).toEqual(["jump advance 1000 > 61000", "ring 2000"]);
});

it("advances from where real time is, not from the timers that wait to fire", async () => {
  const { clock, time, log, set } = createTestClock({ mode: 1 });
  set("story", 100, "ring");
  time.jump(1_000);
  expect(await clock.advance(500)).toBe(testStart + 1_500);
  expect(log).toEqual(["jump advance 100 > 1500", "ring 100"]);
});

it("stands still for a hold inside advance even in real time", async () => {
  const { clock, time, log, on, set } = createTestClock({ mode: 1 });
  on.set("deliver", () => void clock.hold("webhook", 3_000));
  set("story", 10, "deliver");
  set("story", 20, "ring");
  const advanced = clock.advance(1_000);
  await time.pass(2_999);
  expect(log).toEqual(["jump advance 0 > 1000", "deliver 10"]);
  await time.pass(1);
  expect(await advanced).toBe(testStart + 3_010);
  expect(log.slice(2)).toEqual(["jump hold 10 > 3010", "ring 20", "hold webhook expired 3010"]);
});

it("goes on from where it stands when the mode changes", async () => {
  const { clock, time, set, log, elapsed } = createTestClock({ mode: 1 });
  set("story", 1_000_000, "ring");
  await time.pass(100);
  clock.setMode(1_000);
  expect(elapsed()).toBe(100);
  await time.pass(1);
  expect(elapsed()).toBe(1_100);
  clock.setMode("manual");
  await time.pass(60_000);
  expect(elapsed()).toBe(1_100);
  expect(time.armed).toBe(0);
  clock.setMode("auto");
  await clock.settled();
  expect(log).toEqual(["jump free 1100 > 1000000", "ring 1000000"]);
});

it("counts real time from a restored instant", async () => {
  const { clock, time, log, set, elapsed } = createTestClock({ mode: 1 });
  set("story", 90, "ring");
  const state = clock.snapshot();
  await time.pass(5_000);
  clock.restore(state);
  expect(elapsed()).toBe(0);
  await time.pass(90);
  expect(log).toEqual(["ring 90", "ring 90"]);
});

it("goes on after a timer failed", async () => {
  const { time, log, on, set } = createTestClock({ mode: 1 });
  on.set("broken", () => {
    throw new Error("no such line");
  });
  set("story", 10, "broken");
  set("story", 20, "ring");
  await time.pass(20);
  expect(log).toEqual(["broken 10", "broken failed", "ring 20"]);
});

it("stops at a loop instead of spinning, and goes on when the looping timer is cancelled", async () => {
  const { clock, time, log, on, set } = createTestClock({ mode: 1, loopLimit: 3 });
  on.set("beat", () => void set("upkeep", 0, "beat"));
  set("upkeep", 10, "beat");
  set("story", 20, "ring");
  await time.pass(1_000);
  expect(log).toEqual(["beat 10", "beat 10", "beat 10", "beat failed"]);
  clock.cancel(clock.timers()[0]?.id ?? "");
  await clock.settled();
  expect(log.at(-1)).toBe("ring 20");
});
