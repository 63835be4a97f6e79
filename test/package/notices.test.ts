import { readdirSync, readFileSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { join, resolve } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { buildOnce } from "../support/command-line.ts";

beforeAll(buildOnce, 120_000);

const root = resolve(import.meta.dirname, "../..");
const dist = join(root, "dist");
const read = (file: string): string => readFileSync(join(dist, file), "utf8");

/** Name, version and licence of each package that has a notice. */
const noticed = (): readonly (readonly [name: string, version: string, licence: string])[] =>
  Array.from(
    read("third-party-notices.txt").matchAll(/^(\S+) (\d\S*) \(([^()\n]+)\)$/gm),
    ([, name = "", version = "", licence = ""]) => [name, version, licence],
  );

it("tells the licence of everybody else's code in the bundle, and each is one that lets us", () => {
  const accepted = ["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT"];
  expect(noticed().filter(([, , licence]) => !accepted.includes(licence))).toEqual([]);
});

it("leaves out no package that a source of ours imports, nor what such a package brings along", () => {
  const sources = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.endsWith(".test.ts"),
  );
  const imported = sources.flatMap((file) =>
    Array.from(
      readFileSync(join(root, "src", file), "utf8").matchAll(
        /^(?:import|export) (?!type\b)[^;]*?\bfrom "((?:@[^"/]+\/)?[a-z][^"/:]*)[^":]*";$|\bimport\("((?:@[^"/]+\/)?[a-z][^"/:]*)[^":]*"\)/gm,
      ),
      ([, atTop, late]) => atTop ?? late ?? "",
    ),
  );
  const names = new Set(noticed().map(([name]) => name));
  const expected = new Set([...imported, "router", "send", "hono", "@modelcontextprotocol/core"]);
  const missing = [...expected].filter((name) => name !== "vitest" && !isBuiltin(name) && !names.has(name));
  expect(imported).toContain("yaml");
  expect(missing).toEqual([]);
});

it("holds the licence's own words, and the version that is installed", () => {
  const { version } = createRequire(import.meta.url)("yaml/package.json") as { version: string };
  expect(noticed()).toContainEqual(["yaml", version, "ISC"]);
  expect(read("third-party-notices.txt")).toContain("Copyright Eemeli Aro <eemeli@gmail.com>");
});
