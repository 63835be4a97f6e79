import * as z from "zod";
import { callOfStep, requireLine } from "../calls/call-of-step.ts";
import { flag } from "../fields/fields.ts";
import type { StepDefinition } from "./step-definition.ts";

export type HangUpInput = { readonly drop?: boolean };

/** The person at the far end of a call hangs up. */
export const hangUp: StepDefinition<HangUpInput> = {
  name: "hang-up",
  summary:
    "Lets the person at the far end of a call hang up, once the agent has finished; one whose telephone rings declines. With `drop` the network loses the call at once. Where the agent has hung up already there is nothing to do.",
  example: "- hang-up",
  schema: () => z.strictObject({ drop: flag("whether the network loses the call instead").exactOptional() }),
  explain: ({ drop }) => (drop === true ? "the network loses the call" : "the person hangs up"),
  bare: {},
  inCall: "late",
  run: async (input, context) => {
    const call = callOfStep(context);
    if (context.waited === undefined && call.now().phase !== "over") {
      if (input.drop !== true) await requireLine(context);
      await context.invoke("control.calls.hangUp", { callId: call.id, ...input });
    }
    return call.now().phase === "over" ? undefined : { pause: {} };
  },
};
