// Run under the Node of the binary, with the folder of the chunks and what to do: follows a command line as the binary will,
// and keeps what V8 made of every chunk on the way in `cached/`, so that binaries need not compile it again.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { dirname, join } from "node:path";
import { createChunkLoader } from "./chunk-loader.js";

const [, , folder, errand, scenario] = process.argv;
const scripts = new Map();

const load = createChunkLoader({
  sourceOf: (name) => readFileSync(join(folder, "chunks", name), "latin1"),
  cacheOf: () => undefined,
  path: import.meta.filename,
  compiled: (name, script) => scripts.set(name, script),
});

/** The address that `start --json` prints when it listens. */
const listening = () =>
  new Promise((resolve) => {
    process.stdout.write = (line) => {
      const { event, url } = JSON.parse(line);
      if (event === "ready") resolve(url);
      return true;
    };
  });

const statusOf = (url) =>
  new Promise((resolve, reject) => {
    const request = get(url, { agent: false }, (answer) =>
      answer.resume().once("end", () => resolve(answer.statusCode)),
    );
    request.once("error", reject);
  });

const errands = {
  start: async (main) => {
    const url = listening();
    void main(["start", "--port", "0", "--json"]);
    const status = await statusOf(`${await url}/_ringback/health`);
    if (status !== 200) throw new Error(`The first answer of what was bundled is ${status}.`);
    process.exit(0);
  },
  test: (main) => main(["test", scenario]),
};

const keep = () => {
  for (const [name, script] of scripts) {
    const file = join(folder, "cached", name);
    mkdirSync(dirname(file), { recursive: true });
    // What an errand before this one kept is all that it needed, and the less there is the sooner it is read.
    if (!existsSync(file)) writeFileSync(file, script.createCachedData());
  }
};

// Commands end the process themselves.
process.once("exit", keep);
await errands[errand](load("cli.js").main);
