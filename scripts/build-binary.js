// `npm run build:binary`: one executable for this machine, with Node and everything else in it, in `release/`.
// `--target win-x64` (or another, or `all`) builds for other machines. docs/binary.md says how it is done.
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleChunks, ringbackVersion } from "./binary/bundle-chunks.js";
import { fetchBase, licenceIn } from "./binary/fetch-base.js";
import { prove } from "./binary/prove.js";
import { hostTarget, nodeVersion, readTargets } from "./binary/targets.js";

const root = fileURLToPath(new URL("../", import.meta.url));
const home = join(root, ".node-bases");
const release = join(root, "release");

/** Runs one of the scripts beside this one under the Node of the binary. Its words are only of interest if it fails. */
const runUnder = (node, script, ...args) => {
  const env = { PATH: process.env.PATH, TMPDIR: tmpdir(), HOME: home, USERPROFILE: home };
  try {
    return execFileSync(node, [join(root, "scripts/binary", script), ...args], {
      env,
      encoding: "utf8",
      stdio: "pipe",
    });
  } catch (error) {
    throw new Error(`scripts/binary/${script} failed:\n${error.stdout}${error.stderr}`, { cause: error });
  }
};

const assetsOf = ({ chunks, files }, cached, folder) => {
  writeFileSync(join(folder, "cached.json"), JSON.stringify(cached));
  const from = (place, names) => names.map((name) => [`${place}/${name}`, join(folder, place, name)]);
  return {
    ...files,
    ...Object.fromEntries([...from("chunks", chunks), ...from("cached", cached)]),
    "cached.json": join(folder, "cached.json"),
  };
};

/** What of Node goes into a binary stands under terms too. */
const nodeNotice = () => `\nNode.js ${nodeVersion}\n\n${readFileSync(licenceIn(home), "utf8")}`;

const build = async (targets, folder) => {
  const host = hostTarget();
  const node = fetchBase(host, home);
  const bundled = await bundleChunks(folder);
  runUnder(node, "warm-up.js", folder, "start");
  runUnder(node, "warm-up.js", folder, "test", join(root, "scenarios/store-otp.yaml"));
  const cached = bundled.chunks.filter((name) => existsSync(join(folder, "cached", name)));
  mkdirSync(release, { recursive: true });
  writeFileSync(join(release, "third-party-notices.txt"), `${bundled.notices}${nodeNotice()}`);
  for (const target of targets) {
    fetchBase(target, home);
    const { platform, arch, name, result } = target;
    const output = join(folder, result);
    // Code that V8 made holds for one kind of processor only.
    const assets = assetsOf(bundled, name === host.name ? cached : [], folder);
    const packed = { platform, arch, nodeRange: `node${nodeVersion}`, output };
    runUnder(node, "pack.js", JSON.stringify({ main: join(folder, "main.js"), target: packed, assets }));
    const proof = prove(output, name === host.name ? ringbackVersion : undefined);
    renameSync(output, join(release, result));
    const megabytes = Math.round(statSync(join(release, result)).size / 1e6);
    console.log(`release/${result}: ${megabytes} MB, ${proof}`);
    if (platform === "macos" && process.platform !== "darwin") {
      console.log(`  It is not signed. On a Mac, once: codesign --sign - ${result}`);
    }
  }
};

try {
  const targets = readTargets(process.argv.slice(2));
  // Beside the result, which takes its place at one stroke.
  mkdirSync(home, { recursive: true });
  const folder = mkdtempSync(join(home, "build-"));
  try {
    await build(targets, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
