import { expect, it } from "vitest";
import { Lanes } from "./lanes.ts";

const watch = (most: number) => {
  const begun: string[] = [];
  const done = new Map<string, () => void>();
  const lanes = new Lanes<string>(most, (item, whenDone) => {
    begun.push(item);
    done.set(item, whenDone);
  });
  return { lanes, begun, end: (item: string) => done.get(item)?.() };
};

it("starts those of one lane one after the other, and lanes side by side", () => {
  const { lanes, begun, end } = watch(8);
  for (const item of ["a1", "a2", "b1", "a3"]) lanes.add(item.charAt(0), item);
  expect(begun).toEqual(["a1", "b1"]);
  end("a1");
  end("a1");
  expect(begun).toEqual(["a1", "b1", "a2"]);
  for (const item of ["a2", "b1", "a3"]) end(item);
  expect(begun.at(-1)).toBe("a3");
  expect(lanes.isEmpty).toBe(true);
});

it("starts no more than so many at once, and lets lanes take turns", () => {
  const { lanes, begun, end } = watch(2);
  for (const item of ["a1", "a2", "b1", "c1"]) lanes.add(item.charAt(0), item);
  expect(begun).toEqual(["a1", "b1"]);
  end("a1");
  expect(begun).toEqual(["a1", "b1", "c1"]);
  end("b1");
  expect(begun).toEqual(["a1", "b1", "c1", "a2"]);
});

it("gives back what has not started when it is closed, and starts nothing any more", () => {
  const { lanes, begun, end } = watch(1);
  for (const item of ["a1", "b1", "a2"]) lanes.add(item.charAt(0), item);
  expect(lanes.close()).toEqual(["b1", "a2"]);
  end("a1");
  expect(begun).toEqual(["a1"]);
});

it("goes through ten thousand that are done at once", () => {
  let begun = 0;
  const held: (() => void)[] = [];
  const lanes = new Lanes<number>(8, (item, done) => {
    begun += 1;
    if (item === 0) held.push(done);
    else done();
  });
  for (let item = 0; item < 10_000; item += 1) lanes.add("a", item);
  expect(begun).toBe(1);
  held[0]?.();
  expect(begun).toBe(10_000);
  expect(lanes.isEmpty).toBe(true);
});
