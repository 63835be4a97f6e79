import * as z from "zod";
import { iMessageParty, party, text } from "../fields/fields.ts";
import { scalar } from "../fields/scalar.ts";
import type { Reading } from "../fields/scalar.ts";
import { quote } from "../source/quote.ts";
import { partyNumber } from "./step-definition.ts";
import type { StepDefinition } from "./step-definition.ts";

export type ReactionInput = {
  readonly from: string;
  readonly to: string;
  readonly reaction: string;
  /** The id of the message; without one it is the last that the line sent. */
  readonly message?: string;
};

/** Somebody reacts to a message of a line. */
export const reaction: StepDefinition<ReactionInput> = {
  name: "reaction",
  summary:
    "Reacts to a message of an iMessage line: the last one that the line sent, or the one that `message` names. love, like, dislike, laugh, emphasize, question or an emoji.",
  example: "- reaction: { from: acme, to: desk-line, reaction: love }",
  schema: () =>
    z.strictObject({
      from: iMessageParty("who reacts"),
      to: party("the line whose message it is"),
      reaction: scalar(`${tapbacks.join(", ")}, or an emoji`, readReaction),
      message: text("the id of the message").exactOptional(),
    }),
  explain: ({ from, to, reaction: what, message = "the last message" }) =>
    `${from} reacts to ${message} of ${to} with ${what}`,
  run: async ({ from, to, reaction: what, message }, context) => {
    await context.invoke("control.people.react", {
      from: from.includes("@") ? from : await partyNumber(from, context),
      to: await partyNumber(to, context),
      reaction: what,
      ...(message === undefined ? { last: true } : { messageId: message }),
    });
  },
};

const tapbacks: readonly string[] = ["love", "like", "dislike", "laugh", "emphasize", "question"];

/** Whatever is no word may be an emoji, or a reference. */
const readReaction = (written: string): Reading<string> =>
  tapbacks.includes(written) || /^[^\p{Letter}\s]/u.test(written)
    ? { value: written }
    : { message: `${quote(written)} is no reaction.`, cure: `Write ${tapbacks.join(", ")}, or an emoji.` };
