import { homedir } from "node:os";

const registry = /\bregistry\.(?:npmjs|yarnpkg|npmmirror)\.\w+|_authToken\b/;
const homes = /(?<![\w.~/])\/(?:root|home\/[\w.-]+|Users\/[\w.-]+)\//;

/** Nothing in the tree says on which machine it was made, or from which server its packages came. */
export const traces = {
  name: "no file names a registry or a path of this machine",
  find: ({ tracked, read, folder }) => {
    const own = [folder, homedir()].filter((path) => path.length > 1).map((path) => `${path}/`);
    // These look for such traces, so they name some.
    const others = tracked.filter((path) => !/^(scripts\/release|test\/release)/.test(path));
    return others.flatMap((path) => {
      const text = read(path);
      if (text.includes("\0")) return [];
      return text.split("\n").flatMap((line, index) => {
        const trace =
          registry.exec(line)?.[0] ?? homes.exec(line)?.[0] ?? own.find((place) => line.includes(place));
        return trace === undefined
          ? []
          : [`${path}:${index + 1} names ${trace}, which is no business of its readers. Take it out.`];
      });
    });
  },
};
