// Bundles `src/` into `dist/`, dependencies included, as readable chunks; `npm run build` adds the types. With
// `--inside` the parts that benches measure go into `bench/inside/`; with `--into FOLDER` and `--version VERSION` what
// would be in `dist/` goes there, saying that it is of that version.
// Start loads one chunk for what every ringback needs; whatever start does not need lies in chunks of its own.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { rolldown } from "rolldown";
import { noticesOf } from "./notices.js";
import { standIns } from "./stand-ins.js";

const root = new URL("../", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
const { values: asked } = parseArgs({
  options: {
    inside: { type: "boolean", default: false },
    into: { type: "string", default: "dist" },
    version: { type: "string", default: manifest.version },
  },
});

// Node keeps a source in two bytes a character unless all are ASCII, as long as it runs.
const escapeBeyondAscii = {
  name: "escape-beyond-ascii",
  generateBundle: (_options, chunks) => {
    for (const chunk of Object.values(chunks)) {
      if (chunk.type === "chunk") chunk.code = chunk.code.replace(/[^\0-\x7f]/g, escapeUnit);
    }
  },
};
const escapeUnit = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;

// The bundler takes these for functions that only answer, and drops a call whose answer nobody wants; but they refuse
// as well, and some calls are made to see whether they do. As properties it leaves them alone.
const refusing = [
  "decodeURI",
  "decodeURIComponent",
  "encodeURI",
  "encodeURIComponent",
  "String.fromCodePoint",
];
const define = {
  RINGBACK_VERSION: JSON.stringify(asked.version),
  ...Object.fromEntries(refusing.map((name) => [name, `globalThis.${name}`])),
};

const bundling = {
  cwd: fileURLToPath(root),
  platform: "node",
  external: [/^vitest(\/|$)/],
  resolve: { alias: standIns },
  plugins: [escapeBeyondAscii],
  transform: { target: "node20.19", define },
  preserveEntrySignatures: "allow-extension",
  // What some entries load late, others may load at once.
  checks: { ineffectiveDynamicImport: false },
};

/** Bundles entries of `src/`, by the names that their files are to have, into a folder as ECMAScript modules. */
const bundle = async (input, folder, groups = []) => {
  const build = await rolldown({ ...bundling, input });
  const { output } = await build.write({
    dir: folder,
    format: "esm",
    comments: false,
    chunkFileNames: "chunks/[name].js",
    codeSplitting: { groups },
  });
  await build.close();
  // What an earlier bundle left goes last, so that whoever runs it meanwhile finds all of it.
  const written = new Set(output.map(({ fileName }) => fileName));
  for (const name of readdirSync(new URL(`${folder}/chunks/`, root))) {
    if (!written.has(`chunks/${name}`)) rmSync(new URL(`${folder}/chunks/${name}`, root));
  }
  writeFileSync(new URL(`${folder}/third-party-notices.txt`, root), noticesOf(output));
};

// The fewer files a command has to open, the sooner it starts. The first group that fits takes a module, with all that
// it imports: what every command needs, what one asks a running ringback with, and what start needs.
const groups = [
  {
    name: "command-line",
    test: /src[\\/]cli[\\/](main|read-arguments|command|leave|teller|read-values)\.ts$/,
  },
  { name: "remote", test: /src[\\/]cli[\\/](remote|event-line|person-options)\.ts$/ },
  { name: "ringback", test: /src[\\/](runtime[\\/]create-ringback|cli[\\/]commands[\\/]start)\.ts$/ },
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
  invoke: "src/api/invoke.ts",
  "open-stage": "src/runtime/open-stage.ts",
  "read-scenario": "src/scenario/read-scenario.ts",
};

if (asked.inside) await bundle(inside, "bench/inside");
else await bundle(entries, asked.into, groups);
