import { expect, it } from "vitest";
import { scenarioHash } from "./scenario-hash.ts";

it("names a file by its content, whatever its line ends and byte-order mark", () => {
  const hash = scenarioHash("version: 1\nname: x\n");
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(scenarioHash("\ufeffversion: 1\r\nname: x\r\n")).toBe(hash);
  expect(scenarioHash("version: 1\nname: y\n")).not.toBe(hash);
});
