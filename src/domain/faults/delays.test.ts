import { expect, it } from "vitest";
import { createTestClock } from "../../kernel/clock/test-clock.ts";
import { World } from "../../world/world.ts";
import { Delays } from "./delays.ts";

/** A world whose time stands still, its delays, and what came of them in the order in which it did. */
const open = () => {
  const { clock, on } = createTestClock();
  const world = new World({ name: "main", seed: "seed", clock, keptEvents: 10 });
  const delays = new Delays(world);
  on.set("fault.delay", ({ payload }) => delays.end(payload["delayId"] as string));
  const came: string[] = [];
  const pass = async (name: string, milliseconds: number): Promise<void> => {
    const isOver = await delays.pass(milliseconds, () => came.push(`${name} due`));
    came.push(`${name} ${isOver ? "over" : "broken off"}`);
  };
  return { world, delays, came, pass };
};

it("ends each stretch at its instant, and a stretch of nothing at once", async () => {
  const { world, came, pass } = open();
  const all = [pass("long", 2_000), pass("short", 1_000)];
  await pass("none", 0);
  await world.clock.advance(1_999);
  expect(came).toEqual(["none due", "none over", "short due", "short over"]);
  await world.clock.advance(1);
  await Promise.all(all);
  expect(came.slice(4)).toEqual(["long due", "long over"]);
});

it("waits by timers that are worth a jump, and are kept with the world", () => {
  const { world, pass } = open();
  void pass("one", 1_000);
  expect(world.snapshot().clock.timers).toMatchObject([{ class: "story", kind: "fault.delay" }]);
});

it("breaks off what is not going to come; a timer that is left over then does nothing", async () => {
  const { world, delays, came, pass } = open();
  const one = pass("one", 1_000);
  delays.breakOff();
  await one;
  await world.clock.advance(5_000);
  expect(came).toEqual(["one broken off"]);
});
