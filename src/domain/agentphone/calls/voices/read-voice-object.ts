import type { TurnReply } from "../../../calls/voice.ts";
import { stripMarkup } from "./strip-markup.ts";

/** What one object of a voice webhook's answer says: what is done in the turn, and why nothing is where that is so. */
export interface VoiceObject {
  readonly reply: TurnReply;
  /** It keeps the turn open, where the answer is a stream. */
  readonly interim: boolean;
  /** What is wrong with it, in plain words. */
  readonly why?: string | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** The names that keys to press go by; the first that is there counts. */
const digitNames = ["digits", "press_digit", "dtmf"] as const;

const mostDigits = 64;

/** Reads one object of a voice webhook's answer. What is unknown in it is ignored, and what makes no sense is too. */
export const readVoiceObject = (value: unknown): VoiceObject => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { reply: {}, interim: false, why: `The webhook answered ${nameOf(value)} instead of an object.` };
  }
  const fields = value as Fields;
  const then = readThen(fields);
  const text = readText(fields["text"]);
  const digits = readDigits(fields);
  const reply = {
    ...(text.said !== undefined && { text: text.said }),
    ...(digits.pressed !== undefined && { digits: digits.pressed }),
    ...(then !== undefined && { then }),
  };
  const why = text.why ?? digits.why;
  return { reply, interim: fields["interim"] === true, ...(why !== undefined && { why }) };
};

const readText = (text: unknown): { readonly said?: string; readonly why?: string } => {
  if (text === undefined || text === null) return {};
  if (typeof text !== "string") return { why: `The answer's text is ${nameOf(text)}.` };
  const said = stripMarkup(text).trim();
  if (said !== "") return { said };
  return {
    why: text.trim() === "" ? "The answer's text is empty." : "The answer's text is nothing but markup.",
  };
};

const readDigits = (fields: Fields): { readonly pressed?: string; readonly why?: string } => {
  const name = digitNames.find((one) => fields[one] !== undefined && fields[one] !== null);
  if (name === undefined) return {};
  const given = fields[name];
  const pressed = typeof given === "number" ? String(given) : given;
  if (typeof pressed === "string" && /^[0-9*#]+$/.test(pressed) && pressed.length <= mostDigits) {
    return { pressed };
  }
  return { why: `The answer's ${name} may be up to ${mostDigits} of the keys 0 to 9, * and #, and is not.` };
};

// Whoever has hung up has nobody left to hand over.
const readThen = ({ hangup, action, transfer }: Fields): TurnReply["then"] => {
  if (hangup === true || action === "hangup") return "hang up";
  return transfer === true || action === "transfer" ? "transfer" : undefined;
};

const nameOf = (value: unknown): string => {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
};
