import * as z from "zod";
import { callOfStep, callOver, isDone, pickUp, requireLine } from "../calls/call-of-step.ts";
import { flag, text } from "../fields/fields.ts";
import type { Reading } from "../fields/scalar.ts";
import { scalar } from "../fields/scalar.ts";
import { quote } from "../source/quote.ts";
import type { StepContext, StepDefinition, StepPause } from "./step-definition.ts";

export type SayInput = {
  readonly text: string;
  readonly interrupt?: boolean;
  readonly confidence?: number;
};

/** The person at the far end of a call says something. */
export const say: StepDefinition<SayInput> = {
  name: "say",
  summary:
    "Lets the person at the far end of a call say something, once the agent has finished; then the agent has its turn. A telephone that rings is answered first. With `interrupt` it is said at once, over the agent's words.",
  example: "- say: Lovely Nails, how can I help?",
  schema: () =>
    z
      .union([
        text("what is said"),
        z.strictObject({
          text: text("what is said"),
          interrupt: flag("whether it is said over the agent's words").exactOptional(),
          confidence: scalar("how sure the speech recognition is, from 0 to 1", readConfidence, {
            pattern: "^(0(\\.\\d+)?|1(\\.0+)?)$",
            number: { least: 0, most: 1 },
          }).exactOptional(),
        }),
      ])
      .transform((written): SayInput => (typeof written === "string" ? { text: written } : written)),
  explain: ({ text: words, interrupt }) =>
    `the person ${interrupt === true ? "interrupts" : "says"}: “${words}”`,
  inCall: "live",
  run: (input, context) =>
    untilDone(context, async () => {
      if (input.interrupt !== true) await requireLine(context);
      await pickUp(context);
      await context.invoke("control.calls.say", { callId: callOfStep(context).id, ...input });
    }),
};

/** Lets the far end of a call do something, and waits until it has nothing left to do. */
export const untilDone = async (
  context: StepContext,
  begin: () => Promise<void>,
): Promise<StepPause | void> => {
  if (context.waited === undefined) await begin();
  const call = callOfStep(context);
  if (call.now().phase === "over") {
    if (call.now().endedByFarEnd) return undefined;
    throw callOver(call.now(), "The person had not finished.");
  }
  return (await isDone(context)) ? undefined : { pause: {} };
};

const readConfidence = (written: string): Reading<number> => {
  if (/^(?:0(?:\.\d{1,15})?|1(?:\.0+)?)$/.test(written)) return { value: Number(written) };
  const message = `${quote(written)} is no confidence.`;
  return { message, cure: "Write a number from 0 to 1, such as 0.6." };
};
