import * as z from "zod";
import { idField, instantField } from "../fields.ts";
import { durationField } from "./clock.ts";
import { commandFaces } from "./command-faces.ts";
import { control } from "./declare.ts";

const ofCall = () => ({ callId: idField() });
const words = () => z.string().min(1).max(16_000);
const digits = () => z.string().regex(/^[0-9*#]{1,64}$/, "must be up to 64 of the keys 0 to 9, * and #");
const callErrors = ["not_found", "call_not_live", "not_possible", "not_emulated"] as const;
const face = (name: string) =>
  ({ method: "POST", path: `/_ringback/calls/:callId/${name}`, success: 200 }) as const;

/** A call as whoever runs ringback sees it. */
const callState = () =>
  z.strictObject({
    callId: z.string(),
    line: z.string(),
    from: z.string(),
    to: z.string(),
    direction: z.enum(["inbound", "outbound", "web"]),
    phase: z.enum(["ringing", "talking", "over"]),
    status: z.string(),
    disconnectionReason: z.string().optional(),
    answeredBy: z.enum(["person", "machine", "screener"]).optional(),
    startedAt: instantField(),
    answeredAt: instantField().optional(),
    endedAt: instantField().optional(),
    /** Whether the line's own side is speaking or has its turn: its far end waits. */
    isAgentsTurn: z.boolean(),
    /** Whether somebody plays the far end, by these controls or a scenario. */
    isPlayed: z.boolean(),
    /** How much the far end has still to do of what it was told. */
    toDo: z.int(),
    turns: z.array(
      z.strictObject({
        role: z.enum(["user", "agent"]),
        text: z.string(),
        at: instantField(),
        until: instantField(),
        interrupted: z.literal(true).optional(),
        digits: z.literal(true).optional(),
      }),
    ),
    /** What went wrong on the line's own side, oldest first: turns in which it said nothing, and why. */
    remarks: z.array(z.strictObject({ at: instantField(), why: z.string() })),
    /** The tools that its agent called, oldest first. */
    tools: z.array(
      z.strictObject({
        tool: z.string(),
        with: z.record(z.string(), z.unknown()),
        at: instantField(),
        isUnderWay: z.boolean(),
        status: z.int().optional(),
        result: z.string().optional(),
        why: z.string().optional(),
      }),
    ),
  });

/** The operations by which whoever runs ringback, or a scenario, plays what people and hosted agents do in calls. */
export const callControlOperations = {
  "control.calls.list": control({
    name: "control.calls.list",
    summary: "Lists the calls of the world that are not over, or with `all` the latest of all, newest first.",
    effect: "read",
    input: () => z.object({ all: z.boolean().optional(), limit: z.int().min(1).max(1000).optional() }),
    output: () => z.strictObject({ calls: z.array(callState()) }),
    rest: commandFaces["control.calls.list"],
    tool: "call_list",
  }),
  "control.calls.get": control({
    name: "control.calls.get",
    summary: "Reads a call: how far it has come, whose turn it is, and what was said.",
    effect: "read",
    input: () => z.object(ofCall()),
    output: callState,
    rest: commandFaces["control.calls.get"],
    tool: "call_get",
    errors: ["not_found"],
  }),
  "control.calls.take": control({
    name: "control.calls.take",
    summary:
      "Takes over the far end of a call: from now on it does nothing but what it is told. With `agentPlayed` a hosted agent, too, says only what `control.calls.speak` gives it. `by` says for whom; a scenario's list names itself.",
    effect: "write",
    input: () =>
      z.object({
        ...ofCall(),
        by: z.string().min(1).max(64).optional(),
        agentPlayed: z.boolean().optional(),
      }),
    output: callState,
    rest: face("take"),
    tool: "call_take",
    errors: callErrors,
  }),
  "control.calls.wait": control({
    name: "control.calls.wait",
    summary:
      "Waits until something has come of a call, and answers how it stands: `answered`, `turn` (more was said or pressed than `turns` turns), `reply` (the line's own side is done, and the far end may speak), `done` (the far end has done all that it was told), or `end`. A call that is over ends every wait.",
    // Waiting moves time, so a run cannot be repeated without it.
    effect: "write",
    waits: true,
    input: () =>
      z.object({
        ...ofCall(),
        until: z.enum(["answered", "turn", "reply", "done", "end"]),
        turns: z.int().min(0).optional(),
        timeout: durationField().optional(),
      }),
    output: callState,
    rest: commandFaces["control.calls.wait"],
    tool: "call_wait",
    errors: ["not_found", "wait_timed_out", "nothing_scheduled", "clock_held"],
  }),
  "control.calls.answer": control({
    name: "control.calls.answer",
    summary:
      "Lets the far end of a call that a line placed pick up: a person, their voicemail or a call screener. `after` counts from when it began to ring. A browser's call is joined so. Put through by a screener, a person answers once more.",
    effect: "write",
    input: () =>
      z.object({
        ...ofCall(),
        by: z.enum(["person", "voicemail", "screener"]).optional(),
        after: durationField().optional(),
      }),
    output: callState,
    rest: face("answer"),
    tool: "call_answer",
    errors: callErrors,
  }),
  "control.calls.refuse": control({
    name: "control.calls.refuse",
    summary: "Lets a call that a line placed come to nothing: busy, declined, not answered, or unreachable.",
    effect: "write",
    input: () => z.object({ ...ofCall(), why: z.enum(["busy", "declined", "no-answer", "unreachable"]) }),
    output: callState,
    rest: face("refuse"),
    tool: "call_refuse",
    errors: callErrors,
  }),
  "control.calls.say": control({
    name: "control.calls.say",
    summary:
      "Lets the far end say something once it is its turn, or with `interrupt` at once. One that rings is answered first. Then the line's own side has its turn.",
    effect: "write",
    input: () =>
      z.object({
        ...ofCall(),
        text: words(),
        interrupt: z.boolean().optional(),
        confidence: z.number().min(0).max(1).optional(),
      }),
    output: callState,
    rest: face("say"),
    tool: "call_say",
    errors: callErrors,
  }),
  "control.calls.press": control({
    name: "control.calls.press",
    summary: "Lets the far end press keys once it is its turn. Then the line's own side has its turn.",
    effect: "write",
    input: () => z.object({ ...ofCall(), digits: digits() }),
    output: callState,
    rest: face("press"),
    tool: "call_press",
    errors: callErrors,
  }),
  "control.calls.hangUp": control({
    name: "control.calls.hangUp",
    summary:
      "Lets the far end hang up once it is its turn; a call of a line's that rings is declined. With `drop` the network loses the call at once.",
    effect: "write",
    input: () => z.object({ ...ofCall(), drop: z.boolean().optional() }),
    output: callState,
    rest: face("hang-up"),
    tool: "call_hang_up",
    errors: callErrors,
  }),
  "control.calls.speak": control({
    name: "control.calls.speak",
    summary:
      "Says what a hosted agent does in its turn, instead of the model that the vendor has: it speaks, presses keys, hangs up or transfers. Without any of these it is silent.",
    effect: "write",
    input: () =>
      z.object({
        ...ofCall(),
        text: words().optional(),
        digits: digits().optional(),
        then: z.enum(["hang up", "transfer"]).optional(),
        /** The turn goes on: more follows. */
        more: z.boolean().optional(),
      }),
    output: callState,
    rest: face("speak"),
    tool: "call_speak",
    errors: callErrors,
  }),
  "control.calls.runTool": control({
    name: "control.calls.runTool",
    summary:
      "Calls one of the custom tools of a call's agent for real, as the voice provider would. What it answers comes as the event `tool.called`, and stands in the call's `tools`.",
    effect: "write",
    input: () =>
      z.object({
        ...ofCall(),
        tool: z.string().min(1).max(64),
        with: z.record(z.string().max(256), z.json()).optional(),
      }),
    output: () => z.strictObject({ callId: z.string(), tool: z.string() }),
    rest: face("tool"),
    tool: "call_run_tool",
    errors: callErrors,
  }),
};
