import type { Option } from "./command.ts";

/** Who calls or texts when nobody is named. */
export const usualPerson = "+14155550123";

/** The flags that say who reaches whom. */
export const personOptions = {
  to: { kind: "text", shows: "NUMBER", summary: "The number to reach, in international form" },
  from: { kind: "text", shows: "NUMBER", summary: `Whose number it comes from. Default: ${usualPerson}` },
} as const satisfies Readonly<Record<string, Option>>;
