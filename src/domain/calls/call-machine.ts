import type { CallPhase } from "../../world/call-entities.ts";

/** Everything that can happen to one leg of a call. */
export const callMoves = [
  "answer",
  "put through",
  "refuse",
  "give up",
  "hear",
  "press",
  "ask",
  "reply",
  "spoken",
  "transfer",
  "hang up",
  "leave",
  "fall silent",
  "last too long",
  "fail",
] as const;

export type CallMove = (typeof callMoves)[number];

/** What the machine has to know of a leg. */
export interface CallPosition {
  readonly phase: CallPhase;
  readonly direction: "inbound" | "outbound" | "web";
  /** Its own side has been asked to speak and is not done. */
  readonly isAsked: boolean;
}

/** In which phases a move is possible at all, and to which it leads; no word means that it leads nowhere else. */
const table: Readonly<Record<CallMove, Partial<Readonly<Record<CallPhase, CallPhase>>>>> = {
  answer: { ringing: "talking" },
  "put through": { talking: "talking" },
  refuse: { ringing: "over" },
  "give up": { ringing: "over" },
  hear: { talking: "talking" },
  press: { talking: "talking" },
  ask: { talking: "talking" },
  reply: { talking: "talking" },
  spoken: { talking: "talking" },
  transfer: { talking: "over" },
  "hang up": { ringing: "over", talking: "over" },
  leave: { talking: "over" },
  "fall silent": { talking: "over" },
  "last too long": { talking: "over" },
  fail: { ringing: "over", talking: "over" },
};

/** The phase after a move; undefined when it cannot happen to a leg that stands like this. */
export const moveCall = (
  { phase, isAsked, direction }: CallPosition,
  move: CallMove,
): CallPhase | undefined => {
  // Nobody replies who was not given the turn, and it is given once.
  if ((move === "reply" && !isAsked) || (move === "ask" && isAsked)) return undefined;
  // Who calls a line of ours gives up; whom it calls refuses.
  if (move === "refuse" && direction === "inbound") return undefined;
  if (move === "give up" && direction !== "inbound") return undefined;
  return table[move][phase];
};
