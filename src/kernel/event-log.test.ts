import { expect, it } from "vitest";
import { EventLog } from "./event-log.ts";

interface Tick {
  readonly seq: number;
  readonly name: string;
}

const fill = (log: EventLog<Tick>, count: number): void => {
  for (let tick = 1; tick <= count; tick += 1) log.append({ name: `tick ${tick}` });
};

it("numbers entries and pages through them", () => {
  const log = new EventLog<Tick>(10);
  fill(log, 3);
  expect(log.after(0, 2).map(({ seq }) => seq)).toEqual([1, 2]);
  expect(log.after(2, 2).map(({ seq }) => seq)).toEqual([3]);
  expect(log.after(3, 2)).toEqual([]);
});

it("takes an entry that was made with the next number, and no other", () => {
  const log = new EventLog<Tick>(10);
  fill(log, 2);
  log.add({ seq: log.next, name: "tick 3" });
  expect(() => log.add({ seq: 3, name: "again" })).toThrow("4 is next");
  expect(log.after(2, 10)).toEqual([{ seq: 3, name: "tick 3" }]);
});

it("keeps the last entries only, and still knows where they stand", () => {
  const log = new EventLog<Tick>(10);
  fill(log, 55);
  expect(log.after(0, 100).map(({ seq }) => seq)).toEqual([46, 47, 48, 49, 50, 51, 52, 53, 54, 55]);
  expect(log.after(53, 100).map(({ name }) => name)).toEqual(["tick 54", "tick 55"]);
});

it("keeps nothing when told to, but every subscriber hears every entry", () => {
  const log = new EventLog<Tick>(0);
  const heard: number[] = [];
  const stop = log.subscribe(({ seq }) => heard.push(seq));
  fill(log, 3);
  stop();
  fill(log, 1);
  expect(heard).toEqual([1, 2, 3]);
  expect(log.after(0, 100)).toEqual([]);
  expect(log.last).toBe(4);
});

it("counts on from a cursor after a restart", () => {
  const log = new EventLog<Tick>(10);
  fill(log, 5);
  log.restart(2);
  fill(log, 1);
  expect(log.after(0, 10).map(({ seq }) => seq)).toEqual([3]);
});
