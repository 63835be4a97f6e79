import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { wrapChunk } from "./chunk-loader.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The version that a binary has to tell. */
export const ringbackVersion = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;

/**
 * Puts what a binary is made of into a folder: the package's own bundle, whose chunks turn from ECMAScript modules into
 * CommonJS one by one (`chunks/`), and the script that an executable runs first (`main.js`). Answers the names of the
 * chunks, the files that ringback reads of its package, by their paths there, and the notices of what was bundled.
 */
export const bundleChunks = async (folder) => {
  const built = join(folder, "package");
  const into = relative(root, built).replaceAll("\\", "/");
  execFileSync(process.execPath, ["scripts/build.js", "--into", into], { cwd: root, stdio: "pipe" });
  const output = await bundle(join(built, "cli.js"), {
    treeshake: false,
    preserveModules: true,
    preserveModulesRoot: built,
  });
  const chunks = output.map(({ fileName, code }) => write(join(folder, "chunks"), fileName, wrapChunk(code)));
  const [main] = await bundle("scripts/binary/main.js", { codeSplitting: false });
  write(folder, "main.js", main.code);
  const files = Object.fromEntries((await packageFiles()).map((path) => [path, placeOf(path, built)]));
  return { chunks, files, notices: readFileSync(join(built, "third-party-notices.txt"), "utf8") };
};

// Nothing is minified: that gains nothing where V8's code is cached, and what a bug leaves in its log can be read.
const written = { format: "cjs", comments: false, charset: "ascii" };

const bundle = async (input, { treeshake = true, ...options }) => {
  const build = await rolldown({
    cwd: root,
    input,
    platform: "node",
    treeshake,
    // yargs asks for a configuration's place by it, and ours has none.
    checks: { emptyImportMeta: false },
  });
  const { output } = await build.generate({ ...written, ...options });
  await build.close();
  return output;
};

const write = (folder, name, code) => {
  if (/[^\p{ASCII}]/u.test(code)) throw new Error(`${name} is not ASCII, which binaries need it to be.`);
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), code);
  return name;
};

/** Which files these are only the sources know. */
const packageFiles = async () => {
  const [{ code }] = await bundle("src/kernel/package-files.ts", { format: "esm" });
  return (await import(`data:text/javascript,${encodeURIComponent(code)}`)).packageFiles;
};

const placeOf = (path, built) =>
  join(path.startsWith("dist/") ? dirname(built) : root, path.replace(/^dist\//, "package/"));
