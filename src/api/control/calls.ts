import type { callControlOperations } from "../../contract/control/calls.ts";
import { RingbackError } from "../../kernel/errors.ts";
import { toMillisecondText } from "../../kernel/time-text.ts";
import type { Call, CallTurn } from "../../world/call-entities.ts";
import type { ToolRun } from "../../world/tool-entities.ts";
import type { HandlersOf } from "../context.ts";
import type { RunningWorld } from "../running-world.ts";
import { awaitCall } from "./await-call.ts";
import { readDuration } from "./read-duration.ts";

const usualCalls = 100;
const ends = { person: "person", voicemail: "machine", screener: "screener" } as const;

export const callControlHandlers: HandlersOf<typeof callControlOperations> = {
  "control.calls.list": ({ all, limit = usualCalls }, { running }) => {
    const calls = [...running.world.tables.calls.all()].filter(
      ({ phase }) => all === true || phase !== "over",
    );
    return {
      calls: calls
        .slice(-limit)
        .toReversed()
        .map((call) => writeState(call, running)),
    };
  },
  "control.calls.get": ({ callId }, { running }) => writeState(running.domain.farEnds.get(callId), running),
  "control.calls.wait": async ({ callId, until, turns, timeout = "30s" }, context) => {
    const timeoutMs = readDuration(timeout);
    return writeState(await awaitCall(context, { callId, until, turns, timeoutMs }), context.running);
  },
  "control.calls.take": ({ callId, by, agentPlayed }, { running }) => {
    const { farEnds } = running.domain;
    if (agentPlayed === true) farEnds.script(callId);
    return writeState(farEnds.take(callId, by), running);
  },
  "control.calls.answer": ({ callId, by = "person", after }, { running }) => {
    const { farEnds } = running.domain;
    const ringFor = after === undefined ? undefined : readDuration(after);
    return writeState(farEnds.answer(callId, ends[by], ringFor), running);
  },
  "control.calls.refuse": ({ callId, why }, { running }) =>
    writeState(running.domain.farEnds.refuse(callId, why === "no-answer" ? "no answer" : why), running),
  "control.calls.say": ({ callId, text, interrupt, confidence }, { running }) => {
    const more = {
      ...(interrupt !== undefined && { interrupts: interrupt }),
      ...(confidence !== undefined && { confidence }),
    };
    return writeState(running.domain.farEnds.say(callId, text, more), running);
  },
  "control.calls.press": ({ callId, digits }, { running }) =>
    writeState(running.domain.farEnds.press(callId, digits), running),
  "control.calls.hangUp": ({ callId, drop = false }, { running }) =>
    writeState(running.domain.farEnds.hangUp(callId, drop), running),
  "control.calls.speak": ({ callId, more = false, ...reply }, { running }) =>
    writeState(running.domain.farEnds.speak(callId, reply, !more), running),
  "control.calls.runTool": ({ callId, tool, with: given = {} }, { running }) => {
    const { farEnds, agentphone } = running.domain;
    const call = farEnds.get(callId);
    if (call.phase !== "talking") {
      throw new RingbackError(
        "not_possible",
        `Tools are called while somebody talks in a call, and ${callId} is ${call.phase}.`,
      );
    }
    agentphone.tools.run(call, tool, given);
    return { callId, tool };
  },
};

/** A call as whoever runs ringback sees it. */
const writeState = (call: Call, { domain }: RunningWorld) => {
  const { isOurTurn = false, toDo = 0 } = domain.farEnds.stateOf(call.id) ?? {};
  const { disconnectionReason, answeredBy, answeredAt, endedAt } = call;
  return {
    callId: call.id,
    line: call.lineId,
    from: call.from,
    to: call.to,
    direction: call.direction,
    phase: call.phase,
    status: call.status,
    ...(disconnectionReason !== undefined && { disconnectionReason }),
    ...(answeredBy !== undefined && { answeredBy }),
    startedAt: toMillisecondText(call.startedAt),
    ...(answeredAt !== undefined && { answeredAt: toMillisecondText(answeredAt) }),
    ...(endedAt !== undefined && { endedAt: toMillisecondText(endedAt) }),
    isAgentsTurn: isOurTurn,
    isPlayed: call.takenBy !== undefined,
    toDo,
    turns: call.turns.map(writeTurn),
    remarks: (call.remarks ?? []).map(({ at, why }) => ({ at: toMillisecondText(at), why })),
    tools: domain.agentphone.tools.of(call.id).map(writeTool),
  };
};

const writeTool = ({ tool, given, at, isUnderWay, status, result, why }: ToolRun) => ({
  tool,
  with: given,
  at: toMillisecondText(at),
  isUnderWay,
  ...(status !== undefined && { status }),
  ...(result !== undefined && { result }),
  ...(why !== undefined && { why }),
});

const writeTurn = ({ role, content, at, until, interrupted, digits }: CallTurn) => ({
  role,
  text: content,
  at: toMillisecondText(at),
  until: toMillisecondText(until),
  ...(interrupted && { interrupted }),
  ...(digits && { digits }),
});
