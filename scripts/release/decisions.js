import { basename } from "node:path";

/** Decisions are cited by number, so each number is there once. */
export const decisions = {
  name: "decisions are numbered without gaps",
  find: ({ tracked }) => {
    const names = tracked
      .filter((path) => /^decisions\/[^/]+\.md$/.test(path))
      .map((path) => basename(path))
      .sort();
    return names.flatMap((name, index) => {
      const number = Number.parseInt(name, 10);
      const before = index === 0 ? 0 : Number.parseInt(names[index - 1], 10);
      if (number === before + 1) return [];
      if (number === before)
        return [`decisions/${name} has the number of ${names[index - 1]}. Give it one of its own.`];
      return [
        `decisions/${name} follows ${index === 0 ? "nothing" : names[index - 1]}. Number it ${String(before + 1).padStart(4, "0")}, and mend what cites it.`,
      ];
    });
  },
};
