import * as z from "zod";
import type { Json, JsonObject } from "../../kernel/json.ts";
import { callOfStep, callOver, isDone, pickUp } from "../calls/call-of-step.ts";
import { StepFailure } from "../calls/step-failure.ts";
import { choice, saveName, text, tree } from "../fields/fields.ts";
import { keys } from "../fields/keys.ts";
import { toTyped } from "../request/to-typed.ts";
import type { StepContext, StepDefinition, StepPause } from "./step-definition.ts";

export type AgentInput = {
  readonly say?: string;
  readonly press?: string;
  readonly then?: "hang-up" | "transfer";
  readonly tool?: string;
  readonly with?: Json;
  readonly save?: string;
};

/** A hosted agent takes its turn in a call. */
export const agent: StepDefinition<AgentInput> = {
  name: "agent",
  summary:
    "Says what a hosted agent does in its turn, in the place of the vendor's model: it speaks, presses keys, hangs up or transfers. With `tool` it first calls one of its tools for real, and `save` keeps the answer; a tool alone leaves the turn to the next `agent`. It waits until it is the agent's turn. A call with such a step in its list has no other voice.",
  example: "- agent: Thank you for calling. What can I do for you?",
  schema: () =>
    z
      .union([
        text("what the agent says"),
        z.strictObject({
          say: text("what the agent says").exactOptional(),
          press: keys("the keys that it presses").exactOptional(),
          then: choice("hang-up or transfer", ["hang-up", "transfer"]).exactOptional(),
          tool: text("the name of the tool that it calls").exactOptional(),
          with: tree().describe("what the tool is called with").exactOptional(),
          save: saveName("the name for the tool's answer").exactOptional(),
        }),
      ])
      .transform((written): AgentInput => (typeof written === "string" ? { say: written } : written)),
  explain: (input) => `the agent ${deedsOf(input).join(", then ")}`,
  inCall: "live",
  run: async (input, context) => {
    const call = callOfStep(context);
    if (context.waited === undefined) await pickUp(context);
    const { kept = {}, tool: answered } = context.waited ?? {};
    if (answered !== undefined && input.save !== undefined)
      await context.save(input.save, resultOf(answered));
    const { phase, mayAgentSpeak, isHosted } = call.now();
    if (phase === "over") throw callOver(call.now(), "The agent had a line left.");
    if (!isHosted) throw speaksItself();
    if (kept["called"] === true && answered === undefined) return { pause: { kept } };
    if (mayAgentSpeak === "later" || (mayAgentSpeak === "when quiet" && !(await isDone(context)))) {
      return { pause: { kept } };
    }
    if (input.tool !== undefined && answered === undefined) return callTool(input, context);
    await speak(input, context);
    return undefined;
  },
};

const speaksItself = (): StepFailure =>
  new StepFailure(
    "line_missing",
    "The agent of this call is not hosted: it says by its webhook what it says, and the scenario cannot.",
  );

const callTool = async (
  { tool = "", with: given = {} }: AgentInput,
  context: StepContext,
): Promise<StepPause> => {
  const { id: callId } = callOfStep(context);
  await context.invoke("control.calls.runTool", {
    callId,
    tool,
    with: toTyped(given, undefined),
  });
  return { pause: { kept: { called: true } } };
};

const speak = async (
  { say, press, then, tool }: AgentInput,
  { invoke, call }: StepContext,
): Promise<void> => {
  // What follows the tool is another step's.
  if (tool !== undefined && (say ?? press ?? then) === undefined) return;
  await invoke("control.calls.speak", {
    callId: call?.id ?? "",
    ...(say !== undefined && { text: say }),
    ...(press !== undefined && { digits: press }),
    ...(then !== undefined && { then: then === "hang-up" ? "hang up" : then }),
  });
};

/** A tool's answer, as JSON where it is. Throws a sentence when nothing answered. */
const resultOf = ({ result, why }: JsonObject): Json => {
  if (typeof result !== "string") {
    const reason = typeof why === "string" ? why : "no reason was given";
    throw new StepFailure("step_failed", `The tool did not answer: ${reason}.`);
  }
  try {
    return JSON.parse(result) as Json;
  } catch {
    return result;
  }
};

const deedsOf = ({ say, press, then, tool }: AgentInput): string[] => {
  const deeds = [
    ...(tool === undefined ? [] : [`calls ${tool}`]),
    ...(say === undefined ? [] : [`says “${say}”`]),
    ...(press === undefined ? [] : [`presses ${press}`]),
    ...(then === undefined ? [] : [then === "hang-up" ? "hangs up" : "transfers the call"]),
  ];
  return deeds.length === 0 ? ["says nothing"] : deeds;
};
