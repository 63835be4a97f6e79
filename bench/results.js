// `npm run bench:results`: runs the benches, one after the other, and writes their tables into bench/RESULTS.md, whose
// words stay as they are. `npm run bench:results -- peers soak` runs only those; `-- none` only writes what is in `.bench/`.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { record } from "./record.js";
import { lines, machine, peersNeeds, peersSpeed, peersWords, soak, text } from "./tables.js";

const top = join(import.meta.dirname, "..");
const page = join(import.meta.dirname, "RESULTS.md");

// `keeps` are those that keep what they measured themselves; of the others what they print is kept.
const benches = {
  budgets: { file: "bench/run.js" },
  growth: { file: "bench/growth.js", flags: ["--expose-gc"] },
  peers: { file: "bench/peers/run.js", keeps: true },
  soak: { file: "bench/soak.js", keeps: true },
};

const run = async (name, { file, keeps, flags = [] }) => {
  console.log(`\n# ${file}`);
  const child = spawn(process.execPath, [...flags, file], { cwd: top, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const printed = [];
  for await (const line of createInterface({ input: child.stdout })) {
    console.log(line);
    printed.push(line);
  }
  const status = await ended;
  if (keeps) return;
  if (status !== 0) throw new Error(`${file} ended with ${status}.`);
  record(name, { lines: printed.filter((line) => line !== "") });
};

const read = (name) => {
  const file = join(top, ".bench", `${name}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
};

const blocks = {
  "budgets machine": ["budgets", machine],
  budgets: ["budgets", lines],
  "growth machine": ["growth", machine],
  growth: ["growth", text],
  "peers machine": ["peers", machine],
  "peers needs": ["peers", peersNeeds],
  "peers speed": ["peers", peersSpeed],
  "peers words": ["peers", peersWords],
  "soak machine": ["soak", machine],
  soak: ["soak", soak],
};

const asked = process.argv.slice(2);
for (const name of asked)
  if (name !== "none" && !(name in benches))
    throw new Error(`There is no bench ${name}; there are ${Object.keys(benches).join(", ")}, or none.`);
for (const [name, bench] of Object.entries(benches))
  if ((asked.length === 0 || asked.includes(name)) && existsSync(join(top, bench.file)))
    await run(name, bench);

const written = readFileSync(page, "utf8").replaceAll(
  /(<!-- table: ([\w ]+) -->\n)[\s\S]*?(<!-- end -->)/g,
  (block, begin, name, end) => {
    const [from, write] = blocks[name] ?? [];
    if (write === undefined) throw new Error(`bench/RESULTS.md asks for a table ${name} that nobody writes.`);
    const measured = read(from);
    return measured === undefined ? block : `${begin}\n${write(measured)}\n\n${end}`;
  },
);
writeFileSync(page, written);
console.log(`\nWritten: ${page}`);
