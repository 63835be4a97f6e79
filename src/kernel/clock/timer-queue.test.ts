import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { Timer, TimerClass } from "./clock.ts";
import { TimerQueue } from "./timer-queue.ts";

const timers = fc
  .array(
    fc.record({
      at: fc.nat({ max: 50 }),
      class: fc.constantFrom<TimerClass>("story", "story", "story", "limit", "upkeep"),
      quiet: fc.boolean(),
    }),
    { maxLength: 40, size: "max" },
  )
  .map((specs) =>
    specs.map((spec, order): Timer => {
      const { at, class: of, quiet } = spec;
      return { id: `timer_${order}`, at, order, class: of, kind: of, payload: {}, boundsQuiet: quiet };
    }),
  );

it("knows the first of all and the first of each bound, whatever is added and removed", () => {
  const property = fc.property(
    timers,
    fc.array(fc.nat({ max: 99 }), { minLength: 40, maxLength: 40 }),
    (added, choices) => {
      const queue = new TimerQueue();
      let left: Timer[] = [];
      const check = (): void => {
        left.sort((one, other) => one.at - other.at || one.order - other.order);
        const first = (matches: (timer: Timer) => boolean): number => left.find(matches)?.at ?? Infinity;
        expect(queue.first()).toBe(left[0]);
        expect(queue.firstAt).toBe(left[0]?.at ?? Infinity);
        expect(queue.storyAt).toBe(first((timer) => timer.class === "story"));
        expect(queue.limitAt).toBe(first((timer) => timer.class === "limit"));
        expect(queue.quietBoundAt).toBe(first((timer) => timer.class === "upkeep" && timer.boundsQuiet));
      };
      for (const timer of added) {
        queue.add(timer);
        left.push(timer);
        check();
      }
      expect(queue.list()).toEqual(left);
      while (left.length > 0) {
        const chosen = left[(choices[left.length - 1] ?? 0) % left.length];
        left = left.filter((timer) => timer !== chosen);
        expect(queue.remove(chosen?.id ?? "")).toBe(true);
        expect(queue.remove(chosen?.id ?? "")).toBe(false);
        check();
      }
    },
  );
  fc.assert(property, { numRuns: 200 });
});

it("can be emptied at once", () => {
  const queue = new TimerQueue();
  queue.add({ id: "a", at: 1, order: 0, class: "story", kind: "ring", payload: {}, boundsQuiet: false });
  queue.clear();
  expect([queue.first(), queue.storyAt, queue.list()]).toEqual([undefined, Infinity, []]);
});

it("stays in order when a timer is removed from the middle and a sooner one takes its place", () => {
  const queue = new TimerQueue();
  const add = (at: number): void =>
    queue.add({
      id: `at ${at}`,
      at,
      order: at,
      class: "story",
      kind: "ring",
      payload: {},
      boundsQuiet: false,
    });
  for (const at of [0, 10, 1, 11, 12, 2, 3]) add(at);
  for (const at of [11, 1, 2]) queue.remove(`at ${at}`);
  add(13);
  queue.remove("at 0");
  expect(queue.firstAt).toBe(3);
});
