import { z } from "zod";
import { dollarsToMinor } from "../../kernel/money.ts";
import type { Json } from "../../kernel/json.ts";
import { nearestName } from "../../kernel/nearest-name.ts";
import { reservedWords } from "../references/reserved-words.ts";
import { quote } from "../source/quote.ts";
import { readDuration } from "./read-duration.ts";
import { looksLikeNumber, readPhoneNumber } from "./read-phone-number.ts";
import { fieldKinds, scalar } from "./scalar.ts";
import type { Reading } from "./scalar.ts";

type Field<Value> = z.ZodType<Value, string>;

/** Words that somebody is going to read: anything but nothing. */
export const text = (description: string, own: readonly string[] = []): Field<string> => {
  const schema = scalar(description, (written): Reading<string> =>
    written.trim() === ""
      ? { message: "This text is empty.", cure: "Write what it says, or leave the key out." }
      : { value: written },
  );
  fieldKinds.add(schema, { kind: "text", own });
  return schema;
};

/** Somebody who calls or is called: a name of the file's people and lines, or a number. */
export const party = (description: string): Field<string> => {
  const schema = scalar(
    `${description}: a name of people or lines, or a number such as +14155550123`,
    (written) => (looksLikeNumber(written) ? readPhoneNumber(written) : { value: written }),
  );
  fieldKinds.add(schema, { kind: "party" });
  return schema;
};

/** Anything at all, as texts, lists and maps. */
export const tree = (): z.ZodType<Json> => {
  const schema = z.custom<Json>((value) => value !== undefined);
  fieldKinds.add(schema, { kind: "tree" });
  return schema;
};

/** The name under which a step saves something for the references of later steps. */
export const saveName = (description: string): Field<string> =>
  scalar(description, (written): Reading<string> => {
    const isFree = !reservedWords.includes(written);
    if (isFree && /^[A-Za-z][\w-]{0,63}$/.test(written)) return { value: written };
    const message = `${quote(written)} cannot be the name of a saved value.`;
    const cure = isFree
      ? "Write up to 64 letters, digits, - and _, and begin with a letter."
      : "Choose another: this word begins references of its own.";
    return { code: "invalid_name", message, cure };
  });

/** A number in E.164 form. */
export const phoneNumber = (): Field<string> => scalar("a number such as +14155550123", readPhoneNumber);

/** A duration, as whole milliseconds. */
export const duration = (description: string): Field<number> =>
  scalar(`${description}, such as 19s or 39m50s`, readDuration);

/** A whole number between two bounds, both included. */
export const integer = (description: string, low: number, high: number): Field<number> =>
  scalar(description, (written) => {
    const value = /^\d{1,9}$/.test(written) ? Number(written) : Number.NaN;
    if (value >= low && value <= high) return { value };
    return {
      message: `${quote(written)} does not fit here.`,
      cure: `Write a whole number from ${low} to ${high}.`,
    };
  });

/** An amount of dollars, as whole cents. */
export const dollars = (description: string): Field<number> =>
  scalar(description, (written) => {
    const value = dollarsToMinor(written);
    if (value !== undefined) return { value };
    const bare = written.replaceAll(/[$,\s]|usd/gi, "");
    const cure =
      dollarsToMinor(bare) === undefined
        ? "Write dollars with at most two decimals: 10 or 10.50."
        : `Write ${quote(bare)}.`;
    return { message: `${quote(written)} is not an amount of dollars.`, cure };
  });

/** One of a few words. */
export const choice = <Word extends string>(description: string, words: readonly Word[]): Field<Word> =>
  scalar(description, (written): Reading<Word> => {
    const value = words.find((word) => word === written);
    if (value !== undefined) return { value };
    const near = nearestName(written, words);
    const all = words.join(", ");
    const cure =
      near === undefined ? `Write one of: ${all}.` : `Did you mean ${quote(near)}? It may be: ${all}.`;
    return {
      message: `${quote(written)} does not fit here.`,
      cure: words.length === 1 ? `Write ${all}.` : cure,
    };
  });
