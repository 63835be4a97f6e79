import type { CallNow } from "./call-now.ts";
import { StepFailure } from "./step-failure.ts";
import type { StepCall, StepContext } from "../steps/step-definition.ts";

/** The call that a step is played in. Throws a sentence when its list has none so far. */
export const callOfStep = ({ call }: StepContext): StepCall => {
  if (call !== undefined) return call;
  throw new StepFailure(
    "call_over",
    "There is no call yet: a `call` step has to come before it, or a rule that waits for an event of a call.",
  );
};

/** Throws when a hosted agent has its turn and the file has no line for it; the turn is over then, without a word. */
export const requireLine = async (context: StepContext): Promise<void> => {
  const call = callOfStep(context);
  if (!call.now().lacksLine) return;
  await context.invoke("control.calls.speak", { callId: call.id });
  throw lineMissing();
};

/** The mistake of giving a hosted agent a turn and nothing to say in it. */
export const lineMissing = (): StepFailure =>
  new StepFailure("line_missing", "It is the hosted agent's turn, and no `agent` step says what it does.");

/**
 * Lets whoever is called pick up, if their telephone rings: after as many rings as they are used to, or at once where
 * the story has let it ring before.
 */
export const pickUp = async (context: StepContext): Promise<void> => {
  const call = callOfStep(context);
  const { phase, isInbound, patience } = call.now();
  if (phase !== "ringing" || isInbound) return;
  const after = patience === undefined ? {} : { after: patience };
  await context.invoke("control.calls.answer", { callId: call.id, ...after });
};

/** Whether the far end has done all that it was told in a call. */
export const isDone = async (context: StepContext): Promise<boolean> => {
  const { toDo } = await context.invoke("control.calls.get", { callId: callOfStep(context).id });
  return toDo === 0;
};

/** What is to be said where a call is over before a step of it was. */
export const callOver = ({ reason, remark, wasAnswered }: CallNow, what: string): StepFailure => {
  const why = wasAnswered ? "The call is over" : "The call was never answered";
  return new StepFailure("call_over", `${why}: ${reason}.${remark} ${what}`);
};
