import { isDeepStrictEqual } from "node:util";

/** Whoever installs the sources gets the very packages that were tested, from wherever they get packages. */
export const lockFile = {
  name: "package-lock.json is in step and names no server",
  find: ({ read, has, manifest }) => {
    if (!has("package-lock.json")) return ["package-lock.json is not there. Write it: npm install"];
    const lock = JSON.parse(read("package-lock.json"));
    return [...outOfStep(lock.packages[""], manifest), ...addresses(lock.packages)];
  },
};

const shared = [
  "version",
  "dependencies",
  "devDependencies",
  "optionalDependencies",
  "peerDependencies",
  "engines",
];

const outOfStep = (locked, manifest) =>
  shared
    .filter((key) => !isDeepStrictEqual(locked[key], manifest[key]))
    .map(
      (key) =>
        `package-lock.json has other ${key} than package.json. Bring it in step: npm install --package-lock-only`,
    );

const addresses = (packages) => {
  const named = Object.entries(packages).filter(([, { resolved = "" }]) => /^\w+:\/\//.test(resolved));
  if (named.length === 0) return [];
  const [path] = named[0];
  return [
    `package-lock.json says of ${named.length} packages, ${path} first, where they were fetched. Leave that out: npm install --package-lock-only --omit-lockfile-registry-resolved`,
  ];
};
