// Writes the declarations that the package ships into `dist/types/`: what can be reached from its two entries, and nothing
// of it asks for a package that a user has not.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, posix, relative, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
// Beside what tsc remembers of the last build: it writes anew only what has changed since.
const emitted = join(root, "node_modules/.cache/ringback-types");
const shipped = join(root, "dist/types");

const entries = ["index.d.ts", "testing/vitest.d.ts"];

/** What stands for zod's types, of which the declarations name two. */
const zodTypes = "zod.d.ts";

const imports = /(\bfrom |\bimport\()"([^"]+)"/g;

/** What runs for what it does says nothing of types. */
const bareImports = /^import "\.[^"]*";\n/gm;

const tsc = join(root, "node_modules/typescript/bin/tsc");
const asked = [
  "-p",
  "tsconfig.build.json",
  "--outDir",
  emitted,
  "--tsBuildInfoFile",
  `${emitted}.tsbuildinfo`,
];
const { status } = spawnSync(process.execPath, [tsc, ...asked], { cwd: root, stdio: ["ignore", 2, 2] });
if (status !== 0) process.exit(1);

/** Copies a declaration and what it imports. */
const ship = (file, done) => {
  if (done.has(file)) return;
  done.add(file);
  const from = file === zodTypes ? join(import.meta.dirname, "types", zodTypes) : join(emitted, file);
  const declared = readFileSync(from, "utf8").replace(bareImports, "");
  const text = declared.replace(imports, (_, before, wanted) => {
    const found = shippedFile(file, wanted);
    if (found === undefined) return `${before}"${wanted}"`;
    ship(found, done);
    return `${before}"${asImport(file, found)}"`;
  });
  const to = join(shipped, file);
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, text);
};

/** The declaration that an import means; none is shipped for the packages that a user has. */
const shippedFile = (file, wanted) => {
  if (wanted === "zod") return zodTypes;
  if (wanted === "vitest") return undefined;
  if (!wanted.startsWith("."))
    throw new Error(`${file} asks for ${wanted}, which users of the package lack.`);
  return posix.join(posix.dirname(file), wanted).replace(/\.ts$/, ".d.ts");
};

/** As every TypeScript reads it, with the ending of the script that the declaration would stand for. */
const asImport = (file, wanted) => {
  const path = relative(posix.dirname(file), wanted).replaceAll("\\", "/");
  return `${path.startsWith(".") ? "" : "./"}${path}`.replace(/\.d\.ts$/, ".js");
};

rmSync(shipped, { recursive: true, force: true });
const done = new Set();
for (const entry of entries) ship(entry, done);
