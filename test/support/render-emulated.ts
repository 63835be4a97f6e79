import { behaviours, notEmulated } from "../behaviours.ts";
import type { Behaviour } from "./behaviour.ts";

/** The page docs/emulated.md: what ringback plays, what it guesses and why, and what it does not play. */
export const renderEmulated = (): string => {
  const all: readonly Behaviour[] = Object.values(behaviours);
  const seen = all.filter(({ evidence }) => evidence === "seen");
  const guessed = all.filter(({ evidence }) => evidence === "inferred");
  return [
    "# What ringback emulates",
    "",
    "Written by `UPDATE_DOCS=1 npx vitest run test/coverage.test.ts` from `test/behaviours.ts`. Every behaviour below has a test that names it.",
    "",
    "## Emulated, as a public page shows it",
    "",
    ...byArea(seen, ({ behaviour, source }) => [`- ${behaviour} ([source](${source}))`]),
    "## Emulated, by inference",
    "",
    "No public page shows these. Each is a guess with its reason, and gives way when the store documents something else.",
    "",
    ...byArea(guessed, ({ behaviour, why }) => [`- ${behaviour}`, `  _Why:_ ${why ?? ""}`]),
    "## Not emulated",
    "",
    ...notEmulated.map(
      ({ what, source, instead }) => `- ${what} ([source](${source})). Instead: ${instead}.`,
    ),
    "",
  ].join("\n");
};

const byArea = (
  list: readonly Behaviour[],
  write: (behaviour: Behaviour) => readonly string[],
): readonly string[] =>
  [...new Set(list.map(({ area }) => area))].flatMap((area) => [
    `### ${area}`,
    "",
    ...list.filter((behaviour) => behaviour.area === area).flatMap(write),
    "",
  ]);
