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
