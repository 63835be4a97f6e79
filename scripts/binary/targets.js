import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

const { version, bases } = JSON.parse(readFileSync(new URL("../node-bases.json", import.meta.url), "utf8"));

/** The version of the Node that goes into every binary. */
export const nodeVersion = version;

const names = Object.keys(bases);

/** What a target's name stands for: pkg's words for it, the package of its Node, and where everything lies. */
export const targetOf = (name) => {
  const [platform, arch] = name.split("-");
  const isWindows = platform === "win";
  const archive = `node-v${version}-${platform === "macos" ? "darwin" : platform}-${arch}`;
  return {
    name,
    platform,
    arch,
    ...bases[name],
    fileInPackage: isWindows ? "bin/node.exe" : "bin/node",
    // pkg looks for its bases under these names, and for a file beside each that says it is whole.
    cachedArchive: `${archive}.${isWindows ? "zip" : "tar.gz"}`,
    cachedNode: isWindows ? `${archive}.exe` : `${archive}/bin/node`,
    result: `ringback-${name}${isWindows ? ".exe" : ""}`,
  };
};

/** The target that runs on this machine. */
export const hostTarget = () => {
  const platform = { linux: "linux", darwin: "macos", win32: "win" }[process.platform] ?? process.platform;
  const name = `${platform}-${process.arch}`;
  if (!names.includes(name)) {
    throw new Error(`A binary cannot be built on ${name}. Build it on one of ${names.join(", ")}.`);
  }
  return targetOf(name);
};

/** The targets that a command line asks for; without any, this machine's own. */
export const readTargets = (args) => {
  const { target = [] } = readOptions(args);
  if (target.includes("all")) return names.map(targetOf);
  const unknown = target.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new Error(
      `There is no target ${unknown || "without a name"}. The targets are ${names.join(", ")}, and all.`,
    );
  }
  return target.length === 0 ? [hostTarget()] : [...new Set(target)].map(targetOf);
};

const readOptions = (args) => {
  try {
    return parseArgs({ args, options: { target: { type: "string", multiple: true } } }).values;
  } catch (error) {
    const usage = "npm run build:binary -- --target linux-arm64";
    throw new Error(`${error.message.split(/\. |\n/)[0]}. It takes --target and nothing else: ${usage}.`, {
      cause: error,
    });
  }
};
