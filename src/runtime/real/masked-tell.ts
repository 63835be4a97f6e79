import { maskText } from "../../carriers/twilio/rails/masked.ts";
import type { Tell } from "../../carriers/twilio/tell.ts";

/** The same teller, to whom no sentence comes with a full number or a secret, whoever forgot to mask it. */
export const maskedTell = (tell: Tell): Tell => ({
  did: (sentence) => tell.did(printable(sentence)),
  warn: (sentence) => tell.warn(printable(sentence)),
});

/** Who calls writes their own name: what would move a terminal's cursor is left out. */
const printable = (sentence: string): string => maskText(sentence).replace(/\p{Cc}+/gu, " ");
