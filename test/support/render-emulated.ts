import { magicCallees } from "../../src/carriers/fake/calls/magic-callees.ts";
import { magicNumbers } from "../../src/carriers/fake/magic-numbers.ts";
import { usualProfile } from "../../src/domain/agentphone/accounts/profiles.ts";
import { settingsSchema } from "../../src/scenario/frame/settings.ts";
import { bareField } from "../../src/scenario/schema/field-schema.ts";
import { phoneGaps } from "../behaviours/phone-gaps.ts";
import { behaviours, notEmulated } from "../behaviours.ts";
import type { Behaviour, Gap } from "./behaviour.ts";
import { shallowRows } from "./scenario-page/keys-table.ts";
import * as z from "zod";

/** The page docs/emulated.md: what ringback plays of each vendor, what it guesses and why, and what it does not play. */
export const renderEmulated = (): string =>
  [
    "# What ringback emulates",
    "",
    "Written by `UPDATE_DOCS=1 npx vitest run test/coverage.test.ts` from `test/behaviours.ts` and the sources. Every behaviour below has a test that names it. What no public page shows is a guess: it has its reason, and gives way when the vendor documents something else.",
    "",
    ...partOf("The AG3N7 store", isOfStore, notEmulated),
    ...partOf("AgentPhone", isOfAgentPhone, phoneGaps),
    ...profileTable(),
    ...magicTable(),
    ...partOf("ringback itself", ({ area }) => ownAreas.has(area), []),
  ].join("\n");

const ownAreas = new Set(["Worlds, clock and network", "Controls", "Faults", "Runs"]);

const isOfAgentPhone = ({ area }: Behaviour): boolean => area.startsWith(prefix);

const isOfStore = (behaviour: Behaviour): boolean =>
  !isOfAgentPhone(behaviour) && !ownAreas.has(behaviour.area);

const prefix = "AgentPhone: ";

const partOf = (
  title: string,
  isPart: (behaviour: Behaviour) => boolean,
  gaps: readonly Gap[],
): readonly string[] => {
  const all = Object.values<Behaviour>(behaviours).filter(isPart);
  const seen = all.filter(({ evidence }) => evidence === "seen");
  const guessed = all.filter(({ evidence }) => evidence === "inferred");
  return [
    `## ${title}`,
    "",
    ...section("As public pages show it", seen, ({ behaviour, source }) => [
      `- ${behaviour} ([source](${source}))`,
    ]),
    ...section("By inference", guessed, ({ behaviour, why }) => [`- ${behaviour}`, `  _Why:_ ${why ?? ""}`]),
    ...(gaps.length === 0 ? [] : ["### Not emulated", "", ...gaps.flatMap(writeGap), ""]),
  ];
};

const section = (
  title: string,
  list: readonly Behaviour[],
  write: (behaviour: Behaviour) => readonly string[],
): readonly string[] =>
  list.length === 0
    ? []
    : [
        `### ${title}`,
        "",
        ...[...new Set(list.map(({ area }) => area))].flatMap((area) => [
          `#### ${headed(area)}`,
          "",
          ...list.filter((behaviour) => behaviour.area === area).flatMap(write),
          "",
        ]),
      ];

const headed = (area: string): string => {
  const bare = area.startsWith(prefix) ? area.slice(prefix.length) : area;
  return bare.charAt(0).toUpperCase() + bare.slice(1);
};

const writeGap = ({ what, source, instead, why }: Gap): readonly string[] => [
  `- ${what} ([source](${source})). Instead: ${instead}.`,
  ...(why === undefined ? [] : [`  _Why:_ ${why}.`]),
];

const profileTable = (): readonly string[] => {
  const usual: Readonly<Record<string, unknown>> = usualProfile;
  const schema = bareField(settingsSchema());
  if (!(schema instanceof z.ZodObject)) throw new Error("The settings are an object.");
  const rows = shallowRows(schema).filter(({ key }) => Object.hasOwn(usual, key));
  return [
    "### Where sources disagree: the profile of an account",
    "",
    "`settings` of a scenario, or `PATCH /_ringback/accounts/<id>/profile`. A sub-account has the profile of the account that made it.",
    "",
    "| setting | usually | what it decides |",
    "|---|---|---|",
    ...rows.map(({ key, what }) => `| \`${key}\` | \`${JSON.stringify(usual[key])}\` | ${what} |`),
    "",
  ];
};

const magicTable = (): readonly string[] => [
  "### Magic numbers",
  "",
  "Numbers that nobody has and that do something by themselves: a text or a call to one does this in every world, without a scenario.",
  "",
  "| number | what it does with a text |",
  "|---|---|",
  ...magicRows(magicNumbers),
  "",
  "| number | what it does when it is called |",
  "|---|---|",
  ...magicRows(magicCallees),
  "",
];

const magicRows = (numbers: Readonly<Record<string, { readonly does: string }>>): readonly string[] =>
  Object.entries(numbers)
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([number, { does }]) => `| \`${number}\` | ${does} |`);
