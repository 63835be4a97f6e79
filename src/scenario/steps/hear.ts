import * as z from "zod";
import type { Condition } from "../../api/match/condition.ts";
import { describeCondition } from "../../api/match/explain.ts";
import { callOfStep, lineMissing, pickUp } from "../calls/call-of-step.ts";
import { findHeard, keepOf } from "../calls/find-heard.ts";
import { StepFailure } from "../calls/step-failure.ts";
import { editorHints } from "../fields/editor-hint.ts";
import { duration, saveName, text, tree } from "../fields/fields.ts";
import { keys } from "../fields/keys.ts";
import { printDuration } from "../fields/print-duration.ts";
import { readCondition } from "../match/read-condition.ts";
import { reporterOf } from "../match/read-event-matcher.ts";
import { quote } from "../source/quote.ts";
import type { StepCall, StepContext, StepDefinition, StepPause } from "./step-definition.ts";

export type HearInput = {
  /** What the words are to be like; absent: any words. */
  readonly words?: Condition;
  readonly digits?: string;
  readonly within: number;
  readonly save?: string;
};

const defaultWithin = 30_000;

/** The person at the far end of a call listens to what the agent says. */
export const hear: StepDefinition<HearInput> = {
  name: "hear",
  summary:
    "Waits for what the agent says or presses in a call, from what came since the last thing that was heard, also before the step began. `matching` is a whole text or a pattern, `contains` a part of a text, `text` any matcher, `digits` keys. It is decided when the agent cannot speak again before somebody else does, or after `within`. What is not heard is the agent's failure, unless `otherwise` has steps for it. `save` keeps the text, or what the first group of the pattern holds.",
  example: "- hear: { matching: /saturday/i, within: 15s, otherwise: [{ say: Sorry? I did not get that. }] }",
  schema: () => z.union([text("what is to be heard, whole, or a pattern"), hearMap()]).transform(toInput),
  explain: ({ words, digits, within }) =>
    `the person waits ${printDuration(within)} for ${explainWanted(words, digits)}`,
  bare: { within: defaultWithin },
  inCall: "late",
  branches: true,
  run: async (input, context) => {
    const call = callOfStep(context);
    if (context.waited === undefined) await pickUp(context);
    const { unheard, phase, lacksLine, mayAgentSpeak, endedByFarEnd } = call.now();
    const found = findHeard(input, unheard);
    if (found !== undefined) {
      call.hear(found.upTo);
      if (input.save !== undefined) await context.save(input.save, keepOf(input, found));
      return undefined;
    }
    if (phase === "over" && endedByFarEnd) return undefined;
    if (lacksLine) {
      await context.invoke("control.calls.speak", { callId: call.id });
      throw lineMissing();
    }
    if (context.waited?.expired === true || (await isDecided(call, context))) {
      return fail(input, call, context);
    }
    return { pause: { within: input.within, asks: mayAgentSpeak === "now" } };
  },
};

const hearMap = () =>
  z.strictObject({
    matching: text("what is to be heard, whole, or a pattern").exactOptional(),
    contains: text("a part of what is to be heard").exactOptional(),
    text: tree({ is: "text-condition" }).describe("what is wanted of the words").exactOptional(),
    digits: keys("the keys that are to be pressed").exactOptional(),
    within: duration("how long to wait").exactOptional(),
    save: saveName("the name for what was heard").exactOptional(),
    otherwise: otherwiseList(),
  });

/** Its items are read elsewhere. */
const otherwiseList = () => {
  const list = z.array(z.unknown());
  editorHints.add(list, { is: "steps" });
  return list.describe("the steps to take when it is not heard").exactOptional();
};

type HearMap = z.output<ReturnType<typeof hearMap>>;

const toInput = (written: string | HearMap, context: z.RefinementCtx): HearInput => {
  const {
    matching,
    contains,
    text: tried,
    digits,
    within = defaultWithin,
    save,
  } = typeof written === "string" ? { matching: written } : written;
  const rest = { within, ...(digits !== undefined && { digits }), ...(save !== undefined && { save }) };
  const [first, second] = [
    ...(matching === undefined ? [] : [{ key: "matching", value: matching }]),
    ...(contains === undefined ? [] : [{ key: "contains", value: { contains } }]),
    ...(tried === undefined ? [] : [{ key: "text", value: tried }]),
  ];
  if (second !== undefined || (first !== undefined && digits !== undefined)) {
    const key = second?.key ?? "digits";
    const message = `${quote(first?.key ?? "")} and ${quote(key)} are two things to hear.`;
    const params = { code: "invalid_value", cure: "Write a `hear` for each.", atKey: true };
    context.issues.push({ code: "custom", input: written, path: [key], message, params });
    return z.NEVER;
  }
  if (first === undefined) return rest;
  const path = typeof written === "string" ? [] : first.key === "contains" ? [] : [first.key];
  const report = reporterOf(written, context.issues);
  const words = readCondition(first.value, { kind: "text" }, path, {
    names: nobody,
    references: true,
    report,
  });
  return { ...rest, words };
};

const nobody: ReadonlySet<string> = new Set();

/** Whether the agent cannot speak again before somebody else acts. */
const isDecided = async (call: StepCall, { invoke }: StepContext): Promise<boolean> => {
  const { phase, isAgentsTurn } = call.now();
  if (phase === "over") return true;
  if (phase === "ringing" || isAgentsTurn) return false;
  const { toDo } = await invoke("control.calls.get", { callId: call.id });
  return toDo === 0;
};

const fail = (input: HearInput, call: StepCall, { hasOtherwise }: StepContext): StepPause => {
  if (hasOtherwise === true) return { otherwise: true };
  const { unheard, phase, reason, remark } = call.now();
  const said = unheard.map(({ text: words }) => `“${words}”`).join(", ");
  const heard = said === "" ? "Nothing was heard" : `Heard: ${said}`;
  const over = phase === "over" ? `, and the call is over: ${reason}` : "";
  const wanted = call.saying(input.words ?? { is: "exists", value: true });
  throw new StepFailure(
    "not_heard",
    `The agent was to say or press ${explainWanted(input.words, input.digits)}. ${heard}${over}.${remark}`,
    input.digits === undefined ? wanted : undefined,
  );
};

const explainWanted = (words: Condition | undefined, digits: string | undefined): string => {
  if (digits !== undefined) return `the keys ${digits}`;
  return words === undefined ? "anything" : `something ${describeCondition(words)}`;
};
