import { RingbackError } from "../../../kernel/errors.ts";
import type { NumberQuery } from "../../carrier.ts";
import { maskNumber } from "../rails/masked.ts";

/** A line has it. */
export const inUse = (name: string): RingbackError =>
  new RingbackError("in_use", `The number ${name} is on a line. Release that line first.`);

/** Nothing on the shelf would do, and nothing may be bought. */
export const emptyShelf = ({ country, type }: NumberQuery, reasons: readonly string[]): RingbackError =>
  new RingbackError(
    "number_unavailable",
    `No ${type} number in ${country} is free among those that ringback may use. Name another of the account's in ` +
      "RINGBACK_REAL_NUMBERS, or set RINGBACK_REAL_ALLOW_BUY=1 to have one bought." +
      reasons.map((reason) => ` ${reason}`).join(""),
    { country, type },
  );

/** In a sentence why a number cannot be taken. */
export const notOnShelf = (e164: string): string =>
  `The number ${maskNumber(e164)} is none of those that ringback may use. Name it in RINGBACK_REAL_NUMBERS, if it is the account's.`;

/** Only what ringback bought is given back for ever. */
export const notBought = (e164: string): RingbackError =>
  new RingbackError(
    "not_possible",
    `ringback did not buy the number ${maskNumber(e164)}, by what its state file says, and releases only what it bought. Release it in Twilio's console.`,
  );

/** Whoever renames a number may want to keep it. */
export const renamed = (e164: string): RingbackError =>
  new RingbackError(
    "not_possible",
    `Somebody has renamed the number ${maskNumber(e164)} at Twilio since ringback bought it, perhaps to keep it. Release it in Twilio's console.`,
  );
