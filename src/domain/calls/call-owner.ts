import type { ArrivingCall, CallRefusal, FarLeaving } from "../../carriers/carrier.ts";
import type { Call } from "../../world/call-entities.ts";
import type { Voice } from "./voice.ts";

/** Why a call is over. */
export type CallCause =
  | { readonly kind: "refused"; readonly why: CallRefusal }
  | { readonly kind: "left"; readonly how: Exclude<FarLeaving, "too long"> }
  | { readonly kind: "hung up" | "transferred" | "left message" | "silent" | "too long" }
  /** Its own side cannot take it, or it could not be placed. */
  | { readonly kind: "failed"; readonly reason: string };

/** What an owner says of the end of a call. */
export interface CallOutcome {
  /** The vendor's word for how it stands. */
  readonly status: string;
  readonly reason?: string | undefined;
}

/** A line of its own side, and whether the call is over when it has been said. */
export interface OwnLine {
  readonly text: string;
  readonly then?: "hang up" | "leave message" | undefined;
}

/** Whose line a call is on: what its side says, how long a call may last, and what comes of it. */
export interface CallOwner {
  /** Makes the row of a call that reached one of its lines, and announces it. */
  receive(call: ArrivingCall): Call;
  /** It rings at one of its lines now. Answers after how many milliseconds its side picks up, if it does. */
  rang(call: Call): number | undefined;
  /** What its side opens with once somebody is there; undefined where it listens first. */
  opening(call: Call): string | undefined;
  /** What it says by rule to what was heard, as to a machine, whoever speaks for it otherwise. */
  ruleFor(call: Call): OwnLine | undefined;
  /** Who speaks for it; undefined where nobody does. */
  voiceOf(call: Call): Voice | undefined;
  /** Whether it may be talked over. */
  isFirm(call: Call): boolean;
  /** Where it hands a call over to when it transfers. */
  transferTarget(call: Call): string | undefined;
  /** How long nobody may speak, and how long it may last, in milliseconds. */
  limitsOf(call: Call): { readonly silenceMs: number; readonly lengthMs: number };
  outcomeOf(call: Call, cause: CallCause): CallOutcome;
  /** The row says how it ended: what it cost, and who is told. */
  ended(call: Call, cause: CallCause): void;
  /** A fresh id for something that was said. */
  nextTurnId(call: Call): string;
}
