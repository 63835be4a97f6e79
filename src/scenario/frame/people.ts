import * as z from "zod";
import { duration, flag, phoneNumber, text } from "../fields/fields.ts";
import { readDuration } from "../fields/read-duration.ts";
import { scalar } from "../fields/scalar.ts";
import type { Reading } from "../fields/scalar.ts";
import { quote } from "../source/quote.ts";
import { entryName } from "./entry-name.ts";

/** The people: who is on the other end of the line, and what they do when called. */
export const peopleSchema = () => z.record(entryName("a person or a line"), personSchema());

const personSchema = () =>
  z.strictObject({
    number: phoneNumber(),
    answers: z
      .union([
        scalar("never, busy, declines, voicemail or screens", readAnswers, { words: refusals }),
        z.strictObject({ after: duration("how long it rings before they answer") }),
      ])
      .describe("what they do when called: { after: 3s }, never, busy, declines, voicemail, or screens")
      .exactOptional(),
    says: z
      .array(text("a sentence"))
      .min(1)
      .max(100)
      .describe("what they say in a call, turn by turn, before they hang up")
      .exactOptional(),
    imessage: flag("whether they have iMessage").exactOptional(),
    appleId: text("the Apple ID that their iMessages may come from").exactOptional(),
  });

const refusals = ["never", "busy", "declines", "voicemail", "screens"] as const;

const readAnswers = (written: string): Reading<(typeof refusals)[number]> => {
  const value = refusals.find((word) => word === written);
  if (value !== undefined) return { value };
  const cure =
    "value" in readDuration(written)
      ? `Write \`{ after: ${written} }\`.`
      : "Write `{ after: 3s }`, never, busy, declines, voicemail or screens.";
  return { message: `${quote(written)} is nothing that people do when called.`, cure };
};
