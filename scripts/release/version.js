import { compareVersions, isVersion } from "./compare-versions.js";

/** The version is new, and said in one place. */
export const version = {
  name: "the version is a new one, and package.json alone says it",
  find: (tree) => [...notNew(tree), ...saidTwice(tree)],
};

const notNew = ({ git, manifest }) => {
  if (!isVersion(manifest.version)) {
    return [`package.json's version is ${manifest.version}, which is none. Write three numbers: 1.2.3.`];
  }
  const tags = git("tag", "--list", "v*").split("\n");
  const released = tags
    .map((tag) => tag.slice(1))
    .filter(isVersion)
    .sort(compareVersions);
  const last = released.at(-1);
  if (last === undefined || compareVersions(manifest.version, last) > 0) return [];
  const how = "npm version <next> --no-git-tag-version";
  return [
    `package.json says ${manifest.version}, and ${last} is released already (tag v${last}). Say the next: ${how}`,
  ];
};

/** Everything that is run or read by users asks the build for the version. */
const places = /^(src|bin|scripts|examples|docs|\.github)\/|^(README\.md|action\.yml|Containerfile)$/;

const saidTwice = ({ tracked, read, manifest }) => {
  const literal = new RegExp(`(?<![\\w.-])v?${manifest.version.replaceAll(".", "\\.")}(?![\\w-]|\\.\\d)`);
  return tracked
    .filter((path) => places.test(path))
    .flatMap((path) => {
      const line = read(path)
        .split("\n")
        .findIndex((text) => literal.test(text));
      if (line < 0) return [];
      return [
        `${path}:${line + 1} says ${manifest.version} by itself. Have it take the version from the build, or leave it out.`,
      ];
    });
};
