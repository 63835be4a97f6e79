import * as z from "zod";
import { duration, party, saveName, text } from "../fields/fields.ts";
import { callOfStep } from "../calls/call-of-step.ts";
import { partyNumber } from "./step-definition.ts";
import type { StepContext, StepDefinition } from "./step-definition.ts";

export type CallInput = {
  readonly from: string;
  readonly to: string;
  readonly rings: number;
  /** What the caller says by themselves. */
  readonly says?: readonly string[];
  readonly save?: string;
};

/** Somebody calls a line, and the steps after it play them. */
export const call: StepDefinition<CallInput> = {
  name: "call",
  summary:
    "Calls a line as somebody and waits until it is answered. The steps after it in the list play the caller; with `says` the caller says these sentences turn by turn and hangs up, without any step. `rings` is how long they let it ring.",
  example: "- call: { from: acme, to: desk-line }",
  schema: () =>
    z.strictObject({
      from: party("who calls"),
      to: party("the line that is called"),
      rings: duration("how long they let it ring").default(30_000),
      says: z
        .array(text("a sentence"))
        .min(1)
        .max(100)
        .describe("what they say, turn by turn, before they hang up")
        .exactOptional(),
      save: saveName("the name for the call's id").exactOptional(),
    }),
  explain: ({ from, to, says }) =>
    says === undefined ? `${from} calls ${to}` : `${from} calls ${to} and says ${says.length} sentences`,
  calls: true,
  run: async (input, context) => {
    if (context.waited === undefined) await placeCall(input, context);
    const { phase } = callOfStep(context).now();
    return phase === "ringing" ? { pause: {} } : undefined;
  },
};

const placeCall = async (
  { rings, says, save, ...parties }: CallInput,
  context: StepContext,
): Promise<void> => {
  const [from, to] = [await partyNumber(parties.from, context), await partyNumber(parties.to, context)];
  const place = (): ReturnType<StepContext["invoke"]> =>
    context.invoke("control.people.call", {
      from,
      to,
      ringFor: rings,
      ...(says === undefined ? { played: true } : { says }),
    });
  await context.placeCall?.(from, to, says === undefined, place);
  if (save !== undefined) await context.save(save, callOfStep(context).id);
};
