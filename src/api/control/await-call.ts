import type { FarEnds } from "../../domain/calls/far-ends.ts";
import { playerOf } from "../../domain/calls/player-of.ts";
import type { LimitEnd } from "../../kernel/clock/time-limits.ts";
import { type ErrorCode, RingbackError } from "../../kernel/errors.ts";
import type { Call } from "../../world/call-entities.ts";
import type { Context } from "../context.ts";
import { standBy } from "./stand-by.ts";

/** What may come of a call: the summary of the operation says what each is. */
export type CallMark = "answered" | "turn" | "reply" | "done" | "end";

type FarState = ReturnType<FarEnds["stateOf"]>;

interface Awaited {
  readonly callId: string;
  readonly until: CallMark;
  /** How many turns are known already. Default: those that there are. */
  readonly turns?: number | undefined;
  readonly timeoutMs: number;
}

/** A call once something has come of it, or it is over. Throws the refusal when it does not come in time. */
export const awaitCall = async (context: Context, awaited: Awaited): Promise<Call> => {
  const { farEnds } = context.running.domain;
  const { callId, until, timeoutMs, turns = farEnds.get(callId).turns.length } = awaited;
  const hasCome = (): boolean => isThere(farEnds.get(callId), farEnds.stateOf(callId), until, turns);
  if (hasCome()) return farEnds.get(callId);
  const refuse = (how: LimitEnd | "gone" | "no time" | "held"): RingbackError => {
    const [code, why] = reasons(timeoutMs)[how];
    const call = context.running.world.tables.calls.get(callId);
    const stands = call === undefined ? "" : ` ${tellStanding(call, farEnds.stateOf(callId))}`;
    return new RingbackError(code, `In the call ${callId} ${wanted[until]}: ${why}${stands}`, {
      callId,
      until,
    });
  };
  if (timeoutMs === 0) throw refuse("no time");
  if (context.stay === undefined) throw refuse("held");
  let isLooking = true;
  try {
    return await standBy<Call>(context, {
      timeoutMs,
      player: playerOf(farEnds.get(callId)),
      look: (_event, found) => {
        // Whose turn it is shows only when everything of this instant has been done.
        void Promise.resolve().then(() => {
          if (isLooking && hasCome()) found(farEnds.get(callId));
        });
      },
      refuse,
    });
  } finally {
    isLooking = false;
  }
};

const isThere = (call: Call, state: FarState, until: CallMark, turns: number): boolean => {
  if (call.phase === "over") return true;
  switch (until) {
    case "answered":
      return call.phase === "talking";
    case "turn":
      return call.turns.length > turns;
    case "reply":
      return state?.talking === true && !state.isOurTurn && state.toDo === 0;
    case "done":
      return state?.toDo === 0;
    case "end":
      return false;
  }
};

const wanted: Readonly<Record<CallMark, string>> = {
  answered: "nobody has answered",
  turn: "nothing more has been said",
  reply: "the line's own side has not finished",
  done: "the far end has not done all that it was told",
  end: "nobody has hung up",
};

const reasons = (
  timeoutMs: number,
): Readonly<Record<LimitEnd | "gone" | "no time" | "held", readonly [ErrorCode, string]>> => ({
  passed: ["wait_timed_out", `${timeoutMs} ms of the world's time have passed.`],
  gone: ["wait_timed_out", "whoever waited has gone."],
  "no time": ["wait_timed_out", "a timeout of 0 only looks at how it stands."],
  "world ended": ["nothing_scheduled", "the world it was waited for in has ended."],
  held: ["clock_held", "a scenario's step cannot wait, since the clock waits for it. Use hear instead."],
});

const tellStanding = ({ phase }: Call, state: FarState): string => {
  if (phase === "ringing") return "It rings.";
  if (phase === "over") return "It is over.";
  if (state?.isOurTurn === true) return "It is the turn of the line's own side.";
  return state?.toDo === 0
    ? "It is the far end's turn, and it has been told nothing."
    : "The far end is speaking.";
};
