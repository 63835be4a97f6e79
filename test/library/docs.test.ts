import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { renderLibrary } from "../support/render-library.ts";

const page = resolve(import.meta.dirname, "../../docs/library.md");

it("has docs/library.md as its prose and the tests say", () => {
  const rendered = renderLibrary();
  if (process.env["UPDATE_DOCS"] === "1") writeFileSync(page, rendered);
  expect(readFileSync(page, "utf8")).toBe(rendered);
});
