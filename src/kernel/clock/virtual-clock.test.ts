import { expect, it } from "vitest";
import { createTestClock, testStart } from "./test-clock.ts";
import { breathe, unfinished } from "./test-time.ts";

it("stands still in manual mode until an operator moves it", async () => {
  const { clock, time, log, set } = createTestClock();
  set("story", 1_000);
  await time.pass(60_000);
  expect(clock.now()).toBe(testStart);
  expect(log).toEqual([]);
  expect(time.armed).toBe(0);
});

it("fires what is due on the way, each timer at its own instant, in order of time and then of insertion", async () => {
  const { clock, log, set } = createTestClock();
  set("limit", 300, "time-out");
  set("story", 100, "ring");
  set("upkeep", 300, "rent");
  set("story", 301, "speech");
  expect(await clock.advance(300)).toBe(testStart + 300);
  expect(log).toEqual(["jump advance 0 > 300", "ring 100", "time-out 300", "rent 300"]);
  expect(clock.timers().map(({ kind }) => kind)).toEqual(["speech"]);
});

it("advances by nothing: fires what is due now and records no jump", async () => {
  const { clock, log, set } = createTestClock();
  set("story", 0, "ring");
  await clock.advance(0);
  expect(log).toEqual(["ring 0"]);
});

it("refuses to advance backwards or by a fraction", async () => {
  const { clock } = createTestClock();
  for (const amount of [-1, 0.5, NaN, Infinity]) {
    await expect(clock.advance(amount)).rejects.toMatchObject({ code: "validation_error" });
  }
  expect(clock.now()).toBe(testStart);
});

it("refuses a timer at a fraction of a millisecond, and a factor that is not positive", () => {
  const { clock, set } = createTestClock();
  expect(() => set("story", 0.5)).toThrow(/whole number/);
  for (const factor of [0, -1, NaN, Infinity]) expect(() => clock.setMode(factor)).toThrow(/greater than 0/);
  expect(() => createTestClock({ mode: 0 })).toThrow(/greater than 0/);
});

it("takes a timer set for the past as set for now, after those already there", async () => {
  const { clock, log, on, set } = createTestClock();
  set("story", 100, "first");
  set("story", 100, "second");
  on.set("first", () => {
    expect(set("story", 5, "late").at).toBe(testStart + 100);
  });
  await clock.advance(100);
  expect(log.slice(1)).toEqual(["first 100", "second 100", "late 100"]);
});

it("runs to the next timer of any class, all of that instant, and stays where it is without one", async () => {
  const { clock, log, set, elapsed } = createTestClock();
  set("upkeep", 50, "rent");
  set("story", 50, "ring");
  set("story", 60, "speech");
  expect(await clock.runToNext()).toBe(testStart + 50);
  expect(log).toEqual(["jump next 0 > 50", "rent 50", "ring 50"]);
  await clock.runToNext();
  await clock.runToNext();
  expect(elapsed()).toBe(60);
  expect(log.slice(3)).toEqual(["jump next 50 > 60", "speech 60"]);
});

it("does not fire a cancelled timer, and says whether there was one", async () => {
  const { clock, log, set } = createTestClock();
  const ring = set("story", 10, "ring");
  expect(clock.cancel(ring.id)).toBe(true);
  expect(clock.cancel(ring.id)).toBe(false);
  await clock.advance(10);
  expect(clock.cancel("timer_99")).toBe(false);
  expect(log).toEqual(["jump advance 0 > 10"]);
});

it("lets a handler cancel a timer of its own instant and set others", async () => {
  const { clock, log, on, set } = createTestClock();
  set("story", 10, "answer");
  const timeOut = set("limit", 10, "time-out");
  on.set("answer", () => {
    clock.cancel(timeOut.id);
    set("story", 25, "speech");
  });
  await clock.advance(30);
  expect(log.slice(1)).toEqual(["answer 10", "speech 25"]);
});

it("waits for what a timer promised before it goes on", async () => {
  const { clock, log, on, set, elapsed } = createTestClock();
  set("story", 10, "step");
  set("story", 20, "next-step");
  const step = unfinished();
  on.set("step", () => step.promise);
  const advanced = clock.advance(100);
  await breathe();
  expect(elapsed()).toBe(10);
  expect(log).toEqual(["jump advance 0 > 100", "step 10"]);
  step.finish();
  expect(await advanced).toBe(testStart + 100);
  expect(log[2]).toBe("next-step 20");
});

it("makes one move at a time, in the order in which they were asked for", async () => {
  const { clock, log, set } = createTestClock();
  set("story", 150, "ring");
  const reached = await Promise.all([clock.advance(100), clock.advance(100), clock.runToNext()]);
  expect(reached.map((at) => at - testStart)).toEqual([100, 200, 200]);
  expect(log).toEqual(["jump advance 0 > 100", "jump advance 100 > 200", "ring 150"]);
});

it("goes on when timers fail, and tells whoever moved the clock of the first failure", async () => {
  const { clock, log, on, set, elapsed } = createTestClock();
  set("story", 10, "throws");
  set("story", 10, "rejects");
  set("story", 20, "ring");
  on.set("throws", () => {
    throw new Error("first");
  });
  on.set("rejects", () => Promise.reject(new Error("second")));
  await expect(clock.advance(50)).rejects.toThrow("first");
  expect(log.slice(1)).toEqual(["throws 10", "throws failed", "rejects 10", "rejects failed", "ring 20"]);
  expect(elapsed()).toBe(50);
  expect(await clock.advance(1)).toBe(testStart + 51);
});

it("cuts a loop, names the timer that keeps setting itself, and stays usable", async () => {
  const { clock, log, on, set, elapsed } = createTestClock({ loopLimit: 5 });
  on.set("heartbeat", () => void set("upkeep", 0, "heartbeat"));
  set("upkeep", 10, "heartbeat");
  set("story", 30, "ring");
  const looped = {
    code: "clock_loop",
    details: { kind: "heartbeat" },
    message: expect.stringMatching(/"heartbeat"/),
  };
  await expect(clock.advance(50)).rejects.toMatchObject(looped);
  expect(log.filter((line) => line === "heartbeat 10")).toHaveLength(5);
  expect(log.at(-1)).toBe("heartbeat failed");
  expect(elapsed()).toBe(10);
  const [next, ring] = clock.timers();
  expect([next?.kind, ring?.kind]).toEqual(["heartbeat", "ring"]);
  clock.cancel(next?.id ?? "");
  await clock.advance(20);
  expect(log.at(-1)).toBe("ring 30");
});

it("allows as many timers at one instant as the limit says", async () => {
  const { clock, log, set } = createTestClock({ loopLimit: 5 });
  for (let count = 0; count < 5; count += 1) set("story", 10);
  for (let count = 0; count < 5; count += 1) set("story", 11);
  await clock.advance(11);
  expect(log).toHaveLength(11);
});

it("gives the same remaining firings after a snapshot is restored into another clock", async () => {
  const first = createTestClock();
  first.set("story", 10, "ring");
  first.set("limit", 40, "time-out");
  first.set("upkeep", 40, "rent", true);
  await first.clock.advance(20);
  const state = first.clock.snapshot();
  const second = createTestClock();
  second.set("story", 15, "forgotten");
  second.clock.restore(state);
  expect(second.elapsed()).toBe(20);
  expect(second.clock.timers()).toEqual(first.clock.timers());
  for (const { clock, set } of [first, second]) {
    expect(set("story", 40, "after").order).toBe(3);
    await clock.advance(100);
  }
  expect(second.log).toEqual(first.log.slice(2));
});

it("gives snapshots that nothing done later can change", async () => {
  const { clock } = createTestClock();
  const payload = { to: ["+12125550186"] };
  clock.schedule({ at: testStart + 5, class: "story", kind: "ring", payload });
  const state = clock.snapshot();
  payload.to.push("+12125550187");
  await clock.advance(10);
  expect(state).toMatchObject({
    now: testStart,
    nextOrder: 1,
    timers: [{ payload: { to: ["+12125550186"] } }],
  });
});

it("goes back in time when an older snapshot is restored", async () => {
  const { clock, set, elapsed, log } = createTestClock();
  set("story", 10, "ring");
  const state = clock.snapshot();
  await clock.advance(100);
  clock.restore(state);
  expect(elapsed()).toBe(0);
  await clock.advance(100);
  expect(log.filter((line) => line === "ring 10")).toHaveLength(2);
});

it("refuses to be restored while a timer runs or something is in flight", async () => {
  const { clock, on, set } = createTestClock();
  const state = clock.snapshot();
  const refusals: unknown[] = [];
  on.set("step", () => {
    try {
      clock.restore(state);
    } catch (error) {
      refusals.push(error);
    }
  });
  set("story", 1, "step");
  await clock.advance(1);
  expect(refusals).toMatchObject([{ code: "clock_held", details: { holds: ["timer step"] } }]);
  const hold = clock.hold("webhook", 30_000);
  expect(() => clock.restore(state)).toThrow(/webhook/);
  hold.release();
  clock.restore(state);
});

it("fires overdue timers of a restored world in order, at the instant the world resumes", async () => {
  const { clock, log, set } = createTestClock();
  set("story", 10, "ring");
  set("story", 20, "speech");
  clock.restore({ ...clock.snapshot(), now: testStart + 1_000 });
  await clock.advance(0);
  expect(log).toEqual(["ring 1000", "speech 1000"]);
});

it("fires what is due before it lets a request in, and lets it in even if that fails", async () => {
  const { clock, log, on, set } = createTestClock();
  set("story", 0, "ring");
  const visit = await clock.arrive({ by: "agent", effect: "read" });
  expect(log).toEqual(["ring 0"]);
  visit.leave();
  on.set("broken", () => {
    throw new Error("no such line");
  });
  set("story", 0, "broken");
  const next = await clock.arrive({ by: "agent", effect: "read" });
  next.leave();
  expect(log.slice(1)).toEqual(["broken 0", "broken failed"]);
});

it("lets a request in without a promise when there is nothing to do", () => {
  const { clock } = createTestClock({ mode: "auto" });
  expect(clock.arrive({ by: "agent", effect: "write" })).not.toBeInstanceOf(Promise);
});

it("lets the process breathe in a long advance, and heeds what happened meanwhile", async () => {
  const { clock, log, set, elapsed } = createTestClock();
  for (let after = 1; after <= 2_500; after += 1) set("story", after);
  setImmediate(() => {
    for (const { id } of clock.timers()) clock.cancel(id);
  });
  await clock.advance(5_000);
  expect(log).toHaveLength(1_001);
  expect(elapsed()).toBe(5_000);
});

it("fires nothing and arms nothing once it is closed", async () => {
  const { clock, time, log, set } = createTestClock({ mode: 1 });
  set("story", 10);
  await breathe();
  const hold = clock.hold("webhook", 20);
  clock.close();
  expect(time.armed).toBe(0);
  hold.release();
  clock.hold("late", 600_000).release();
  clock.hold("later", 600_000);
  set("story", 0);
  await clock.settled();
  await clock.advance(1_000);
  await clock.arrive({ by: "agent", effect: "read" });
  await time.pass(60_000);
  expect(log).toEqual([]);
  expect(time.armed).toBe(0);
});

it("fires nothing more of an instant in which it is closed", async () => {
  const { clock, log, on, set } = createTestClock();
  on.set("last", () => clock.close());
  set("story", 10, "last");
  set("story", 10, "never");
  await clock.advance(10);
  expect(log.slice(1)).toEqual(["last 10"]);
});

it("lets a request in while a timer runs, however much is due", async () => {
  const { clock, log, on, set } = createTestClock();
  on.set("step", async () => {
    (await clock.arrive({ by: "agent", effect: "write" })).leave();
    log.push("answered");
  });
  set("story", 10, "step");
  set("story", 10, "ring");
  await clock.advance(10);
  expect(log.slice(1)).toEqual(["step 10", "answered", "ring 10"]);
});

it("ends an advance that stands still when it is closed", async () => {
  const { clock, time, on, set } = createTestClock();
  on.set("deliver", () => void clock.hold("webhook", 30_000));
  set("story", 10, "deliver");
  const advanced = clock.advance(100);
  await breathe();
  clock.close();
  expect(await advanced).toBe(testStart + 10);
  expect(time.armed).toBe(0);
});
