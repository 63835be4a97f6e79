import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { renderControl } from "./support/render-control.ts";

const page = resolve(import.meta.dirname, "../docs/control.md");

it("has docs/control.md as the declarations say", () => {
  const rendered = renderControl();
  if (process.env["UPDATE_DOCS"] === "1") writeFileSync(page, rendered);
  expect(readFileSync(page, "utf8")).toBe(rendered);
});
