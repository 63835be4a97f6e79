import { isE164 } from "../rails/safe-recipient.ts";
import type { Allowed } from "./real-settings.ts";
import type { SwitchReader } from "./switch-reader.ts";

type ListName = "RINGBACK_REAL_ALLOW_TO" | "RINGBACK_REAL_ALLOW_FROM" | "RINGBACK_REAL_NUMBERS";

/** Numbers in the one spelling that can be compared. Which of them is none is said by its place. */
export const readNumbers = (reader: SwitchReader, name: ListName): readonly string[] => {
  const said = reader.list(name);
  for (const [index, number] of said.entries()) {
    if (isE164(number)) continue;
    reader.wrong(
      `Number ${index + 1} of ${name} is not in E.164 form. Write it like +14155550123, without blanks, and commas between numbers.`,
    );
  }
  return [...new Set(said)];
};

/** Certain numbers, or everybody where that is said twice. Undefined where nothing was said. */
export const readAllowed = (
  reader: SwitchReader,
  name: "RINGBACK_REAL_ALLOW_TO" | "RINGBACK_REAL_ALLOW_FROM",
): Allowed | undefined => {
  const said = reader.list(name);
  if (!said.includes("*")) return said.length === 0 ? undefined : readNumbers(reader, name);
  if (said.length > 1) reader.wrong(`${name} has a * beside numbers. Say the numbers, or the * alone.`);
  if (reader.text("RINGBACK_REAL_ALLOW_EVERYBODY") !== "yes") {
    reader.wrong(
      `${name} says *, which is everybody with a telephone. List numbers, or say RINGBACK_REAL_ALLOW_EVERYBODY=yes too.`,
    );
    return [];
  }
  return "everybody";
};
