import * as z from "zod";
import { duration, party } from "../fields/fields.ts";
import { printDuration } from "../fields/print-duration.ts";
import { partyNumber } from "./step-definition.ts";
import type { StepDefinition } from "./step-definition.ts";

export type MissedCallInput = {
  readonly from: string;
  readonly to: string;
  readonly rings: number;
};

/** Somebody calls and hangs up before anyone answers. */
export const missedCall: StepDefinition<MissedCallInput> = {
  name: "missed-call",
  summary: "Calls a number and hangs up before anyone answers.",
  example: "- missed-call: { from: +442030000123, to: inbox, rings: 15s }",
  schema: () =>
    z.strictObject({
      from: party("who calls"),
      to: party("who is called"),
      rings: duration("how long it rings").default(0),
    }),
  explain: ({ from, to, rings }) =>
    rings === 0
      ? `${from} calls ${to} and hangs up at once`
      : `${from} calls ${to}, lets it ring for ${printDuration(rings)} and gives up`,
  run: async ({ from, to, rings }, context) => {
    await context.invoke("control.people.call", {
      from: await partyNumber(from, context),
      to: await partyNumber(to, context),
      ringFor: rings,
    });
  },
  lasts: ({ rings }) => rings,
};
