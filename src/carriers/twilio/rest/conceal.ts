import { printable } from "../../../kernel/printable.ts";
import { maskText } from "../rails/masked.ts";

/** How much of a sentence of Twilio's is passed on. */
const longest = 300;

/** A sentence that Twilio wrote, as a line that may be printed: without these secrets and without full telephone numbers. */
export const conceal = (text: string, secrets: readonly string[]): string => {
  let plain = text;
  for (const secret of secrets) if (secret !== "") plain = plain.replaceAll(secret, "•••");
  const line = printable(maskText(plain).replaceAll(/\s+/g, " ").trim());
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
};
