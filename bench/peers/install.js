// Puts the peers beside this file, on demand, and says what each of them brings along.
import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const folder = import.meta.dirname;
const top = resolve(folder, "../..");

/** Installs what the lock file names, unless it is there. None of the packages' own scripts run. The lock file has
 * tls-impersonate, which mockttp may do without, at a version that every registry has. */
export const installPeers = () => {
  if (isInstalled()) return;
  console.log("Installing the peers into bench/peers/node_modules (500 MB) …");
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"];
  const { status } = spawnSync("npm", args, { cwd: folder, stdio: "inherit" });
  if (status !== 0) throw new Error(`npm ci in bench/peers ended with ${status}; it needs the npm registry.`);
};

const isInstalled = () => {
  const file = join(folder, "node_modules/.package-lock.json");
  if (!existsSync(file)) return false;
  const { packages } = readJson(file);
  const { dependencies } = readJson(join(folder, "package.json"));
  return Object.entries(dependencies).every(
    ([name, version]) => packages[`node_modules/${name}`]?.version === version,
  );
};

const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));

/** The version of a peer, how many packages come with it, itself included, how many it asks for by name, and MB on disk:
 * of the file that is all of it, or of the packages. */
export const weighInstall = (name, file) => {
  if (file !== undefined) return { ...weighRingback(), packages: 1, megabytes: lstatSync(file).size / 1e6 };
  if (name === "node:http") return { version: "", packages: 0, direct: 0, megabytes: 0 };
  if (name === "ringback") return weighRingback();
  const { packages } = readJson(join(folder, "package-lock.json"));
  const all = new Set();
  const visit = (place) => {
    if (all.has(place)) return;
    all.add(place);
    const { dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = packages[place];
    for (const other of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
      const found = find(packages, place, other);
      if (found !== undefined) visit(found);
    }
  };
  visit(`node_modules/${name}`);
  const places = [...all].filter((place) => existsSync(join(folder, place)));
  return {
    version: packages[`node_modules/${name}`].version,
    packages: places.length,
    direct: Object.keys(packages[`node_modules/${name}`].dependencies ?? {}).length,
    megabytes: places.reduce((sum, place) => sum + sizeOf(join(folder, place)), 0) / 1e6,
  };
};

// As Node looks for it: from the asking package upwards.
const find = (packages, from, name) => {
  for (let place = from; ; place = place.slice(0, Math.max(0, place.lastIndexOf("node_modules/") - 1))) {
    const candidate = place === "" ? `node_modules/${name}` : `${place}/node_modules/${name}`;
    if (packages[candidate] !== undefined) return candidate;
    if (place === "") return undefined;
  }
};

const sizeOf = (place) =>
  readdirSync(place, { withFileTypes: true })
    .filter((entry) => entry.name !== "node_modules")
    .reduce((sum, entry) => {
      const inner = join(place, entry.name);
      return sum + (entry.isDirectory() ? sizeOf(inner) : lstatSync(inner).size);
    }, 0);

const weighRingback = () => {
  const args = ["pack", "--dry-run", "--json", "--ignore-scripts", "--loglevel", "error"];
  const { stdout } = spawnSync("npm", args, { cwd: top, encoding: "utf8" });
  const [{ version, unpackedSize }] = Object.values(JSON.parse(stdout));
  const { dependencies = {} } = readJson(join(top, "package.json"));
  const direct = Object.keys(dependencies).length;
  return { version, packages: 1 + direct, direct, megabytes: unpackedSize / 1e6 };
};
