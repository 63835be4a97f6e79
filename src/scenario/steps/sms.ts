import * as z from "zod";
import { party, text } from "../fields/fields.ts";
import { partyNumber } from "./step-definition.ts";
import type { StepDefinition } from "./step-definition.ts";

export type SmsInput = {
  readonly from: string;
  readonly to: string;
  readonly body: string;
};

/** Somebody sends a text message. */
export const sms: StepDefinition<SmsInput> = {
  name: "sms",
  summary: "Sends a text message.",
  example: "- sms: { from: acme, to: inbox, body: Your table is ready. }",
  schema: () =>
    z.strictObject({
      from: party("who sends it"),
      to: party("who gets it"),
      body: text("what it says"),
    }),
  explain: ({ from, to, body }) => `${from} texts ${to}: “${body}”`,
  run: async ({ from, to, body }, context) => {
    await context.invoke("control.people.text", {
      from: await partyNumber(from, context),
      to: await partyNumber(to, context),
      body,
    });
  },
};
