import * as z from "zod";
import { dollarsToMinor } from "../../kernel/money.ts";
import type { Json } from "../../kernel/json.ts";
import { nearestName } from "../../kernel/nearest-name.ts";
import { reservedWords } from "../references/reserved-words.ts";
import { quote } from "../source/quote.ts";
import { commonHints } from "./common-hints.ts";
import { editorHints } from "./editor-hint.ts";
import type { EditorHint } from "./editor-hint.ts";
import { readDuration } from "./read-duration.ts";
import { looksLikeNumber, readPhoneNumber } from "./read-phone-number.ts";
import { fieldKinds, scalar } from "./scalar.ts";
import type { Reading } from "./scalar.ts";

type Field<Value> = z.ZodType<Value, string>;

/** Words that somebody is going to read: anything but nothing. */
export const text = (description: string, own: readonly string[] = []): Field<string> => {
  const schema = scalar(description, readWords);
  fieldKinds.add(schema, { kind: "text", own });
  return schema;
};

/** A URL, a command or a part of one: the only texts in which `${env.NAME}` may stand. `fillEnvironment` fills it in. */
export const urlOrCommand = (description: string): Field<string> => {
  const schema = scalar(description, readWords);
  fieldKinds.add(schema, { kind: "text", env: true });
  return schema;
};

/** The address of a web page, in which `${env.NAME}` may stand. `fillEnvironment` fills it in. */
export const webAddress = (description: string): Field<string> => {
  const schema = scalar(description, readWebAddress, commonHints.webAddress);
  fieldKinds.add(schema, { kind: "text", env: true });
  return schema;
};

/** The address of a picture or another file. */
export const mediaUrl = (): Field<string> => {
  const schema = scalar("a URL", readWebAddress, commonHints.webAddress);
  fieldKinds.add(schema, { kind: "text" });
  return schema;
};

const readWebAddress = (written: string): Reading<string> =>
  /^https?:\/\/[^\s/]|^\$\{/.test(written)
    ? { value: written }
    : { message: `${quote(written)} is no web address.`, cure: commonHints.webAddress.cure };

const readWords = (written: string): Reading<string> =>
  written.trim() === ""
    ? { message: "This text is empty.", cure: "Write what it says, or leave the key out." }
    : { value: written };

/** Somebody who calls or is called: a name of the file's people and lines, or a number. */
export const party = (description: string): Field<string> => {
  const said = `${description}: a name of people or lines, or a number such as +14155550123`;
  const schema = scalar(said, readParty, commonHints.party);
  fieldKinds.add(schema, { kind: "party" });
  return schema;
};

/** Somebody who writes an iMessage: like a party, or by an Apple ID. */
export const iMessageParty = (description: string): Field<string> => {
  const said = `${description}: a name of people or lines, a number such as +14155550123, or an Apple ID`;
  const schema = scalar(said, readParty, commonHints.iMessageParty);
  fieldKinds.add(schema, { kind: "party", appleIds: true });
  return schema;
};

const readParty = (written: string): Reading<string> =>
  looksLikeNumber(written) ? readPhoneNumber(written) : { value: written };

/** Anything at all, as texts, lists and maps. The hint says what an editor may expect. */
export const tree = (hint?: EditorHint): z.ZodType<Json> => {
  const schema = z.custom<Json>((value) => value !== undefined);
  fieldKinds.add(schema, { kind: "tree" });
  if (hint !== undefined) editorHints.add(schema, hint);
  return schema;
};

/** The name under which a step saves something for the references of later steps. */
export const saveName = (description: string): Field<string> =>
  scalar(description, readSaveName, commonHints.name);

const readSaveName = (written: string): Reading<string> => {
  const isFree = !reservedWords.includes(written);
  if (isFree && /^[A-Za-z][\w-]{0,63}$/.test(written)) return { value: written };
  const message = `${quote(written)} cannot be the name of a saved value.`;
  const cure = isFree ? commonHints.name.cure : "Choose another: this word begins references of its own.";
  return { code: "invalid_name", message, cure };
};

/** A number in E.164 form. */
export const phoneNumber = (): Field<string> =>
  scalar("a number such as +14155550123", readPhoneNumber, commonHints.phoneNumber);

/** A duration, as whole milliseconds. */
export const duration = (description: string): Field<number> =>
  scalar(`${description}, such as 19s or 39m50s`, readDuration, commonHints.duration);

/** A whole number between two bounds, both included. */
export const integer = (description: string, low: number, high: number): Field<number> =>
  scalar(
    description,
    (written) => {
      const value = /^\d{1,9}$/.test(written) ? Number(written) : Number.NaN;
      if (value >= low && value <= high) return { value };
      return {
        message: `${quote(written)} does not fit here.`,
        cure: `Write a whole number from ${low} to ${high}.`,
      };
    },
    { pattern: "^\\d{1,9}$", number: { least: low, most: high } },
  );

/** true or false. */
export const flag = (description: string): Field<boolean> => scalar(description, readFlag, commonHints.flag);

const readFlag = (written: string): Reading<boolean> =>
  written === "true" || written === "false"
    ? { value: written === "true" }
    : { message: `${quote(written)} does not fit here.`, cure: "Write true or false." };

/** The name of an account of the file, or `default`. */
export const accountName = (description: string): Field<string> => namedEntry(description, "account");

/** The account that a step asks as: a name like that, or a reference to the id of one that the story made. */
export const askingAccount = (description: string): Field<string> =>
  namedEntry(description, "account", commonHints.nameOrReference);

/** The name of a fault of the file, or `all`. */
export const faultName = (description: string): Field<string> => namedEntry(description, "fault");

/** The name of an agent of the file's. */
export const agentName = (description: string): Field<string> => namedEntry(description, "agent");

/** An agent that a step is about: a name like that, or a reference to the id of one that the story made. */
export const meantAgent = (description: string): Field<string> =>
  namedEntry(description, "agent", commonHints.nameOrReference);

const namedEntry = (
  description: string,
  kind: "account" | "fault" | "agent",
  hint: EditorHint = commonHints.name,
): Field<string> => {
  const schema = scalar(description, readWords, hint);
  fieldKinds.add(schema, { kind });
  return schema;
};

/** An amount of dollars, as whole cents. */
export const dollars = (description: string): Field<number> =>
  scalar(description, readDollars, commonHints.dollars);

const readDollars = (written: string): Reading<number> => {
  const value = dollarsToMinor(written);
  if (value !== undefined) return { value };
  const bare = written.replaceAll(/[$,\s]|usd/gi, "");
  const cure =
    dollarsToMinor(bare) === undefined
      ? "Write dollars with at most two decimals: 10 or 10.50."
      : `Write ${quote(bare)}.`;
  return { message: `${quote(written)} is not an amount of dollars.`, cure };
};

/** One of a few words. */
export const choice = <Word extends string>(description: string, words: readonly Word[]): Field<Word> =>
  scalar(description, (written) => readChoice(written, words), { words });

const readChoice = <Word extends string>(written: string, words: readonly Word[]): Reading<Word> => {
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
};
