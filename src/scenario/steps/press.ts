import { callOfStep, pickUp, requireLine } from "../calls/call-of-step.ts";
import { keys } from "../fields/keys.ts";
import { untilDone } from "./say.ts";
import type { StepDefinition } from "./step-definition.ts";

/** The person at the far end of a call presses keys. */
export const press: StepDefinition<string> = {
  name: "press",
  summary: "Lets the person at the far end of a call press keys, once the agent has finished.",
  example: "- press: 123#",
  schema: () => keys("the keys that are pressed"),
  explain: (digits) => `the person presses ${digits}`,
  inCall: "live",
  run: (digits, context) =>
    untilDone(context, async () => {
      await requireLine(context);
      await pickUp(context);
      await context.invoke("control.calls.press", { callId: callOfStep(context).id, digits });
    }),
};
