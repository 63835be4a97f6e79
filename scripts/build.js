// Bundles `src/` into `dist/`, dependencies included, as readable chunks; `npm run build` adds the types. With
// `--inside` the parts that benches measure go into `bench/inside/`.
// Start loads one chunk for what every ringback needs; whatever start does not need lies in chunks of its own.
import { readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const root = new URL("../", import.meta.url);
const { version } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));

const bundling = {
  cwd: fileURLToPath(root),
  platform: "node",
  external: [/^vitest(\/|$)/],
  transform: { target: "node20.19", define: { RINGBACK_VERSION: JSON.stringify(version) } },
  preserveEntrySignatures: "allow-extension",
  // What some entries load late, others may load at once.
  checks: { ineffectiveDynamicImport: false },
};

/** Bundles entries of `src/`, by the names that their files are to have, into a folder as ECMAScript modules. */
const bundle = async (input, folder, groups = []) => {
  rmSync(new URL(`${folder}/chunks/`, root), { recursive: true, force: true });
  const build = await rolldown({ ...bundling, input });
  await build.write({
    dir: folder,
    format: "esm",
    comments: false,
    chunkFileNames: "chunks/[name].js",
    codeSplitting: { groups },
  });
  await build.close();
};

// The fewer files a command has to open, the sooner it starts. The first group that fits takes a module, with all that
// it imports.
const groups = [
  { name: "command-line", test: /src\/cli\/(main|read-arguments)\.ts$/ },
  { name: "ringback", test: /src\/runtime\/create-ringback\.ts$/ },
].map((group, index) => ({ ...group, priority: 10 - index, includeDependenciesRecursively: true }));

/** What the package exports, and the command. */
const entries = {
  cli: "src/cli/main.ts",
  index: "src/index.ts",
  vitest: "src/testing/vitest.ts",
  preload: "src/redirect/preload.ts",
};

/** What the benches measure from within. */
const inside = {
  "open-stage": "src/runtime/open-stage.ts",
  "read-scenario": "src/scenario/read-scenario.ts",
};

if (process.argv.includes("--inside")) await bundle(inside, "bench/inside");
else await bundle(entries, "dist", groups);
