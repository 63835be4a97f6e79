import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join, relative, resolve } from "node:path";
import { expect, it } from "vitest";

/** The architecture: which rooms a room may import (a name ending in .ts is one port file of a room), and which packages. */
const rooms: Readonly<
  Record<string, { readonly rooms: readonly string[]; readonly packages: readonly string[] }>
> = {
  kernel: { rooms: [], packages: [] },
  contract: { rooms: ["kernel"], packages: ["zod"] },
  world: { rooms: ["kernel", "contract/events.ts"], packages: [] },
  carriers: { rooms: ["kernel"], packages: ["ws"] },
  domain: { rooms: ["kernel", "world", "carriers/carrier.ts"], packages: ["libphonenumber-js"] },
  api: { rooms: ["kernel", "contract", "domain", "world"], packages: ["re2js", "zod"] },
  surfaces: {
    rooms: ["kernel", "contract", "api"],
    packages: ["express", "@modelcontextprotocol/server", "@modelcontextprotocol/node", "zod"],
  },
  outlets: {
    rooms: [
      "kernel",
      "contract",
      "domain/agentphone/webhooks/deliveries-port.ts",
      "carriers/twilio/state/real-state.ts",
    ],
    packages: ["lowdb", "ws"],
  },
  scenario: {
    rooms: ["kernel", "contract", "api", "domain/numbers/countries.ts"],
    packages: ["@faker-js/faker", "yaml", "zod"],
  },
  runtime: {
    rooms: ["kernel", "contract", "world", "carriers", "domain", "api", "surfaces", "outlets", "scenario"],
    packages: [],
  },
  redirect: { rooms: [], packages: [] },
  runner: { rooms: ["kernel", "contract", "api", "scenario", "runtime"], packages: [] },
  cli: { rooms: ["kernel", "contract", "runtime", "scenario", "runner"], packages: ["yargs"] },
  testing: { rooms: ["kernel", "contract", "api", "scenario", "runtime", "runner"], packages: ["vitest"] },
  "index.ts": { rooms: ["kernel", "contract", "runtime", "scenario", "runner", "testing"], packages: [] },
};

const source = resolve(import.meta.dirname, "../src");
const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !/\/test-[a-z-]+\.ts$/.test(file))
  .map((file) => file.replaceAll("\\", "/"));

const importsOf = (file: string): readonly string[] =>
  Array.from(
    readFileSync(join(source, file), "utf8").matchAll(/(?<!")(?:\bfrom|\bimport\(?)\s*"([^"\n]+)"/g),
    ([, target]) => target ?? "",
  );

const packageOf = (target: string): string => target.split("/", target.startsWith("@") ? 2 : 1).join("/");

it("gives every file of src/ a room of the table", () => {
  expect(files.filter((file) => rooms[file.split("/")[0] ?? ""] === undefined)).toEqual([]);
});

it.each(Object.keys(rooms))("lets %s import only what the table says", (room) => {
  const { rooms: allowedRooms = [], packages = [] } = rooms[room] ?? {};
  const strays = files
    .filter((file) => file === room || file.startsWith(`${room}/`))
    .flatMap((file) => importsOf(file).map((target) => ({ file, target })))
    .filter(({ file, target }) => {
      if (isBuiltin(target)) return false;
      if (!target.startsWith(".")) return !packages.includes(packageOf(target));
      const imported = relative(source, resolve(source, file, "..", target)).replaceAll("\\", "/");
      const home = imported.split("/")[0] ?? "";
      return home !== room && !allowedRooms.includes(home) && !allowedRooms.includes(imported);
    });
  expect(strays).toEqual([]);
});

it("keeps the wall clock, timers and randomness in the kernel", () => {
  const forbidden =
    /\b(?:Date\.now|new Date\(\)|setTimeout|setInterval|Math\.random|randomUUID|performance\.now)\b/;
  const strays = files.filter(
    (file) => !file.startsWith("kernel/") && forbidden.test(readFileSync(join(source, file), "utf8")),
  );
  expect(strays).toEqual([]);
});
