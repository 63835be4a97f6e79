import { toMillisecondText } from "../../kernel/time-text.ts";
import { nobodyCalled } from "../fields/nobody-called.ts";
import { readInstant } from "../fields/read-instant.ts";
import { looksLikeNumber, readPhoneNumber } from "../fields/read-phone-number.ts";
import type { Misreading, Reading } from "../fields/scalar.ts";
import { hasReference } from "../references/references.ts";
import { quote } from "../source/quote.ts";
import type { Condition } from "../../api/match/condition.ts";
import { pattern } from "../../api/match/matchers/pattern.ts";
import { looksLikePattern } from "../../api/match/pattern.ts";
import type { ValueKind } from "../../api/match/value-kind.ts";
import { readPattern } from "./read-pattern.ts";

/** What a single value can mean besides itself. */
export interface ValueContext {
  /** What the file calls its people and lines. */
  readonly names: ReadonlySet<string>;
  /** Whether `${…}` may stand for a value that is known only when it is compared. */
  readonly references: boolean;
}

const noReference = (written: string): Misreading => ({
  code: "not_available",
  message: `${quote(written)} refers to a value, which \`when\` cannot yet.`,
  cure: "Write the value itself, or a pattern.",
});

/** A path such as `/v1/${id}/messages` is none: its end is no flags. */
const isPatternToo = (written: string, kind: ValueKind): boolean =>
  pattern.judges.includes(kind) && looksLikePattern(written) && /\/[ims]*$/.test(written);

const noReferenceInPattern = (written: string): Misreading => ({
  code: "not_available",
  message: `${quote(written)} is a pattern, and those hold no references.`,
  cure: "Write { contains: '${…}' } for a text that has the value in it.",
});

/** Reads what a single value should be, from one text of a file. */
export const readValue = (
  written: string,
  kind: ValueKind,
  { names, references }: ValueContext,
): Reading<Condition> => {
  if (hasReference(written)) {
    if (!references) return noReference(written);
    return isPatternToo(written, kind) ? noReferenceInPattern(written) : equal(written);
  }
  if (kind === "flag") {
    if (written === "true" || written === "false") return equal(written === "true");
    return { message: `${quote(written)} does not fit here.`, cure: "Write true or false." };
  }
  if (kind === "count" || kind === "amount") {
    const digits = kind === "count" ? /^-?\d{1,15}$/ : /^-?\d{1,15}(?:\.\d+)?$/;
    if (digits.test(written)) return equal(Number(written));
    return {
      message: `${quote(written)} is not a number.`,
      cure: "Write digits, or a map such as { gte: 1250 }.",
    };
  }
  if (looksLikePattern(written)) {
    const reading = readPattern(written);
    return "value" in reading ? { value: { is: "pattern", ...reading.value } } : reading;
  }
  if (kind === "number" || kind === "id") return readNumberOrId(written, kind, names);
  if (kind === "instant") {
    const reading = readInstant(written);
    return "value" in reading ? equal(toMillisecondText(reading.value)) : reading;
  }
  return equal(written);
};

const readNumberOrId = (
  written: string,
  kind: "number" | "id",
  names: ReadonlySet<string>,
): Reading<Condition> => {
  if (names.has(written)) return { value: { is: "party", name: written } };
  if (written.includes("*")) return { value: { is: "glob", glob: written } };
  if (kind === "id") return equal(written);
  if (!looksLikeNumber(written)) return nobodyCalled(written, names);
  const reading = readPhoneNumber(written);
  return "value" in reading ? equal(reading.value) : reading;
};

const equal = (value: string | number | boolean): Reading<Condition> => ({ value: { is: "equal", value } });
