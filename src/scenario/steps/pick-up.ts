import * as z from "zod";
import { callOfStep } from "../calls/call-of-step.ts";
import { choice, duration, text } from "../fields/fields.ts";
import { printDuration } from "../fields/print-duration.ts";
import { untilDone } from "./say.ts";
import type { StepContext, StepDefinition } from "./step-definition.ts";

export type AnswerInput = { readonly by?: "person" | "voicemail" | "screener" };

/** Somebody whose telephone rings picks up. */
export const answer: StepDefinition<AnswerInput> = {
  name: "answer",
  summary:
    "Lets a person whom a line calls pick up, without a word; with `by` it is their voicemail or a call screener. Put through by a screener, a person answers once more.",
  example: "- answer: { by: screener }",
  schema: () =>
    z.strictObject({
      by: choice("person, voicemail or screener", ["person", "voicemail", "screener"]).exactOptional(),
    }),
  explain: ({ by = "person" }) =>
    by === "person"
      ? "the person picks up"
      : by === "screener"
        ? "a call screener picks up"
        : "voicemail picks up",
  bare: {},
  inCall: "live",
  run: async (input, context) => {
    await context.invoke("control.calls.answer", { callId: callOfStep(context).id, ...input });
  },
};

/** A call rings for a while. */
export const ring: StepDefinition<number> = {
  name: "ring",
  summary: "Lets a call ring for a while before the next step.",
  example: "- ring: 15s",
  schema: () => duration("how long it rings"),
  explain: (milliseconds) => `it rings for ${printDuration(milliseconds)}`,
  inCall: "live",
  run: async () => {},
  lasts: (milliseconds) => milliseconds,
};

/** Whoever is called talks to somebody else. */
export const busy: StepDefinition<Record<string, never>> = {
  name: "busy",
  summary: "Lets a call that a line placed find its person busy.",
  example: "- busy",
  schema: () => z.strictObject({}),
  explain: () => "the person is busy",
  bare: {},
  inCall: "live",
  run: (_input, context) => refuse("busy", context),
};

/** Nobody picks up. */
export const noAnswer: StepDefinition<Record<string, never>> = {
  name: "no-answer",
  summary: "Lets a call that a line placed stop ringing unanswered.",
  example: "- no-answer",
  schema: () => z.strictObject({}),
  explain: () => "nobody answers",
  bare: {},
  inCall: "live",
  run: (_input, context) => refuse("no-answer", context),
};

const refuse = async (why: "busy" | "no-answer", context: StepContext): Promise<void> => {
  await context.invoke("control.calls.refuse", { callId: callOfStep(context).id, why });
};

/** A machine picks up, greets and records. */
export const voicemail: StepDefinition<string> = {
  name: "voicemail",
  summary:
    "Lets the voicemail of a person whom a line calls pick up, say its greeting and record. A `hear` after it looks at the message that is left.",
  example: "- voicemail: Acme is not at home. Please leave a message.",
  schema: () => text("its greeting"),
  explain: (greeting) => `voicemail picks up: “${greeting}”`,
  inCall: "live",
  run: (greeting, context) =>
    untilDone(context, async () => {
      const { id: callId } = callOfStep(context);
      await context.invoke("control.calls.answer", { callId, by: "voicemail" });
      await context.invoke("control.calls.say", { callId, text: greeting });
    }),
};
