import type { EditorHint } from "./editor-hint.ts";

const name = "^[A-Za-z][\\w-]{0,63}$";
const number = "^\\+[1-9]\\d{6,14}$";
const appleId = "^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$";
const decimal = "^\\d{1,12}(\\.\\d{1,2})?$";

/** What editors may know of the fields that occur everywhere. */
export const commonHints = {
  name: { pattern: name, cure: "Write up to 64 letters, digits, - and _, and begin with a letter." },
  // YAML takes +14155550123 for a number: it is judged as one then.
  phoneNumber: {
    pattern: number,
    number: { least: 1_000_000, most: 999_999_999_999_999 },
    cure: "Write + and the country code, then digits only: +14155550123.",
  },
  party: {
    pattern: `${name}|${number}|\\$\\{`,
    number: { least: 1_000_000, most: 999_999_999_999_999 },
    cure: "Write a name of people or lines, or a number such as +14155550123.",
  },
  iMessageParty: {
    pattern: `${name}|${number}|${appleId}|\\$\\{`,
    number: { least: 1_000_000, most: 999_999_999_999_999 },
    cure: "Write a name of people or lines, a number such as +14155550123, or an Apple ID.",
  },
  nameOrReference: { pattern: `${name}|\\$\\{`, cure: "Write a name of this file, or a reference." },
  webAddress: {
    pattern: "^https?://|^\\$\\{",
    cure: "Write one that begins with https:// or http://, such as https://example.com/webhook.",
  },
  duration: {
    pattern: "^(\\d+(ms|s|m|h|d))+$",
    cure: "Write whole numbers with units ms, s, m, h or d: 500ms, 19s, 39m50s.",
  },
  dollars: {
    pattern: decimal,
    number: { least: 0 },
    cure: "Write dollars with at most two decimals: 10 or 10.50.",
  },
  flag: { pattern: "^(true|false)$", flag: true, cure: "Write true or false." },
} as const satisfies Readonly<Record<string, EditorHint>>;
