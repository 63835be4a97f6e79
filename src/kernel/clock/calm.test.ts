import { expect, it } from "vitest";
import { createTestClock } from "./test-clock.ts";
import { breathe, unfinished } from "./test-time.ts";

it("lets time move for an agent that is there although it has asked for nothing, after a silence of its own", async () => {
  const { clock, time, log, set } = createTestClock({ mode: "auto", agent: "expected" });
  set("story", 400);
  await time.pass(5_000);
  expect(log).toEqual([]);
  clock.setAgent("present");
  await time.pass(249);
  expect(log).toEqual([]);
  await time.pass(1);
  expect(log).toEqual(["jump quiet 0 > 400", "story 400"]);
});

it("is calm when no request of the agent is handled, no timer fires and nothing is in flight", async () => {
  const { clock, on, set } = createTestClock({ mode: "auto", agent: "expected" });
  expect(clock.isCalm).toBe(true);
  const visit = await clock.arrive({ by: "agent", effect: "read" });
  expect(clock.isCalm).toBe(false);
  visit.leave();
  await breathe();
  expect(clock.isCalm).toBe(true);
  const control = await clock.arrive({ by: "control", effect: "read" });
  expect(clock.isCalm).toBe(true);
  control.leave();
  const hold = clock.hold("webhook", 1_000);
  expect(clock.isCalm).toBe(false);
  hold.release();
  const { promise, finish } = unfinished();
  on.set("story", () => promise);
  set("story", 400);
  clock.setAgent("none");
  await breathe();
  expect(clock.isCalm).toBe(false);
  finish();
  await clock.settled();
  expect(clock.isCalm).toBe(true);
});

it("knows when the first story timer is due, whatever else is to come", () => {
  const { clock, set } = createTestClock();
  set("limit", 100);
  set("upkeep", 50);
  expect(clock.nextStory).toBeUndefined();
  const late = set("story", 400);
  const early = set("story", 300);
  expect(clock.nextStory).toBe(early.at);
  clock.cancel(early.id);
  expect(clock.nextStory).toBe(late.at);
});
