import { protectedNumberReason } from "../../../kernel/numbers/protected-numbers.ts";

/**
 * Why certain keys may not be pressed in a call: an emergency or crisis line dialled on, perhaps by an exchange's outside
 * line. Menus want single keys, years and account numbers, so digits that only contain such a line may be pressed.
 */
export const unsafeDigits = (digits: string): string | undefined => {
  if (!/^[\d*#wp,\s.-]*$/i.test(digits)) {
    return "Keys of a telephone are 0 to 9, * and #, with w or a comma for a pause. Nothing else can be pressed.";
  }
  return dialled(digits.replace(/[\s.-]/g, "")).some(reachesHelp)
    ? "An emergency, service or crisis line would be dialled inside the call: ringback refuses that in every spelling. Leave it out."
    : undefined;
};

// Codes such as *67 hide who calls, and pauses may stand anywhere: what counts is between them, or without them.
const dialled = (digits: string): readonly string[] =>
  [digits, digits.replace(/[*#]+\d{2}[*#]*(?=\d)/g, " ")].flatMap((text) => [
    ...text.split(/\D+/),
    ...text.split(/[^\dwp,]+/i).map((run) => run.replace(/\D/g, "")),
  ]);

const reachesHelp = (run: string): boolean =>
  /^[089]?1?911$/.test(run) ||
  /^[089]?(?:112|999|988|933|11\d|[2-8]11)$/.test(run) ||
  run === "000" ||
  (run.length >= 7 && protectedNumberReason(run) !== undefined);
