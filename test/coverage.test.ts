import { readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { behaviours } from "./behaviours.ts";
import type { Behaviour } from "./support/behaviour.ts";
import { citationsIn, collectCitations } from "./support/citations.ts";
import { renderEmulated } from "./support/render-emulated.ts";

const ids = Object.keys(behaviours);

it("finds citations however they are laid out", () => {
  // Spelt so that this test cites nothing itself.
  const cite = "verifies";
  const source = `${cite}("a.b", async () => {});\n${cite}(\n  ["c", "d.e"],\n  "title",\n  body);\nit("f", body);`;
  expect(citationsIn(source)).toEqual(["a.b", "c", "d.e"]);
});

it("has a test for every behaviour it lists", () => {
  const cited = new Set(collectCitations().map(({ id }) => id));
  expect(ids.filter((id) => !cited.has(id))).toEqual([]);
});

it("cites no behaviour that is not listed", () => {
  expect(collectCitations().filter(({ id }) => !ids.includes(id))).toEqual([]);
});

it("gives every guess a reason, and everything seen a page", () => {
  const all = Object.entries<Behaviour>(behaviours);
  const guesses = all.filter(([, { evidence }]) => evidence === "inferred");
  expect(guesses.filter(([, { why }]) => why === undefined || why === "")).toEqual([]);
  const seen = all.filter(([, { evidence }]) => evidence === "seen");
  expect(seen.filter(([, { source }]) => !source.startsWith("https://"))).toEqual([]);
});

it("has docs/emulated.md as the list says", () => {
  const page = renderEmulated();
  if (process.env["UPDATE_DOCS"] === "1") writeFileSync("docs/emulated.md", page);
  expect(readFileSync("docs/emulated.md", "utf8")).toBe(page);
});
