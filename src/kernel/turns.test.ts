import { expect, it } from "vitest";
import { Turns } from "./turns.ts";

it("runs work for one key in the order it was asked for, one at a time", async () => {
  const turns = new Turns();
  const steps: string[] = [];
  const work = (name: string) => async () => {
    steps.push(`${name} begins`);
    await Promise.resolve();
    steps.push(`${name} ends`);
    return name;
  };
  const results = await Promise.all([
    turns.take("money", work("first")),
    turns.take("money", work("second")),
  ]);
  expect(results).toEqual(["first", "second"]);
  expect(steps).toEqual(["first begins", "first ends", "second begins", "second ends"]);
});

it("goes on after work that failed, and tells only whoever asked for it", async () => {
  const turns = new Turns();
  const failed = turns.take("money", () => Promise.reject(new Error("no funds")));
  const next = turns.take("money", () => "bought");
  await expect(failed).rejects.toThrow("no funds");
  await expect(next).resolves.toBe("bought");
});

it("does at once what nothing comes before, and in its turn what comes after something", async () => {
  const turns = new Turns();
  const steps: string[] = [];
  const note = (name: string) => () => void steps.push(name);
  void turns.take("money", note("at once"));
  expect(steps).toEqual(["at once"]);
  const slow = turns.take("money", async () => {
    await Promise.resolve();
    steps.push("slow");
  });
  const after = turns.take("money", note("after"));
  void turns.take("other", note("elsewhere"));
  await Promise.all([slow, after]);
  expect(steps).toEqual(["at once", "elsewhere", "slow", "after"]);
  await turns.take("money", note("again"));
  const failed = turns.take("money", () => {
    throw new Error("no funds");
  });
  await expect(failed).rejects.toThrow("no funds");
  expect(steps.at(-1)).toBe("again");
});
