import { RingbackError } from "../../../kernel/errors.ts";
import { maskText } from "../rails/masked.ts";
import type { TwilioRefused } from "../rest/twilio-errors.ts";
import type { OutboxRow } from "../state/real-state.ts";
import { explainCode } from "./explain-code.ts";

type Kind = OutboxRow["kind"];

/** Twilio said no, or was not there: certainly nothing was done. */
export const refusal = (kind: Kind, error: TwilioRefused): RingbackError =>
  new RingbackError("carrier_error", whyRefused(kind, error), {
    outcome: "refused",
    ...(error.code > 0 && { errorCode: String(error.code) }),
  });

/** The same in a sentence. */
export const whyRefused = (kind: Kind, error: TwilioRefused): string => {
  if (error.status === 0) {
    return `Twilio could not be reached, so ${notDone[kind]}: ${maskText(error.message)} Check the network and try again.`;
  }
  const known = explainCode(error.code);
  if (known !== undefined)
    return `Twilio refused ${things[kind]} (${error.code}): ${known.means}. ${known.cure}`;
  const code = error.code > 0 ? String(error.code) : `HTTP ${error.status}`;
  return `Twilio refused ${things[kind]} (${code}): ${maskText(error.message)}`;
};

/** An errand that was refused once and is asked for again under its old id. */
export const refusedBefore = ({ why = "" }: OutboxRow): RingbackError => {
  const [, code = "0", words = why] = /^(\d+) (.*)$/s.exec(why) ?? [];
  return new RingbackError("carrier_error", words === "" ? "Twilio refused it before." : words, {
    outcome: "refused",
    ...(code !== "0" && { errorCode: code }),
  });
};

/** In a sentence that nobody answered, and that it was done all the same. */
export const foundAfterAll = (kind: Kind): string =>
  `Twilio had not answered, but it did ${done[kind]}: it was found there.`;

/** Nobody answered, and it was not found either. */
export const lost = (kind: Kind): RingbackError =>
  new RingbackError(
    "carrier_error",
    `Twilio did not answer, and ${things[kind]} is not to be found there. It may still have been done, so ringback does not ` +
      "again. Look at Twilio's console before you do.",
    { outcome: "unknown" },
  );

/** One just like it may have been done a moment ago: whoever tries again by itself, as many clients do, must not do it twice. */
export const inDoubt = (kind: Kind, wait: number): RingbackError =>
  new RingbackError(
    "carrier_error",
    `${doubts[kind]}, and Twilio has not said what became of it. It may have been done, so ${notDone[kind]} this time. ` +
      `Look at Twilio's console, or try again in ${Math.ceil(wait / 1000)} seconds.`,
    { outcome: "refused" },
  );

/** One just like it was silent when this was asked for, and was done in the end. */
export const doneMeanwhile = (kind: Kind): RingbackError =>
  new RingbackError(
    "carrier_error",
    `${doubts[kind]}, and Twilio did it without saying so at once. Whoever asked again by itself did so meanwhile, so ` +
      `${notDone[kind]} this time. If it is meant to be done twice, ask now.`,
    { outcome: "refused" },
  );

const doubts: Readonly<Record<Kind, string>> = {
  text: "The very same text was sent to the same number a moment ago",
  call: "The same number was called from this one a moment ago",
  buy: "A number was being bought a moment ago",
};

export const otherErrand = (): RingbackError =>
  new RingbackError(
    "internal_error",
    "Two different things were to be done at Twilio under one id, so the second was not. This is a bug in ringback.",
  );

const things: Readonly<Record<Kind, string>> = { text: "the text", call: "the call", buy: "the purchase" };

const done: Readonly<Record<Kind, string>> = {
  text: "take the text",
  call: "place the call",
  buy: "sell the number",
};

const notDone: Readonly<Record<Kind, string>> = {
  text: "the text was not sent",
  call: "nobody was called",
  buy: "nothing was bought",
};
