import type { FarLeaving } from "../../carrier.ts";

/** What our side of a call is saying, in all the pieces of its turn that are known. */
export interface OwnWords {
  readonly text: string;
  readonly digits: string;
  readonly since: number;
  /** When it has been said, by our estimate: Twilio does not tell. */
  readonly wordsUntil: number;
  readonly until: number;
  /** Nothing more will come of this turn. */
  readonly last: boolean;
  /** Words were handed over that nothing has closed yet. */
  readonly open: boolean;
  /** The task that tells that it is over. */
  readonly timer?: string;
}

/** One call, as far as it is plain data. */
export interface CallRow {
  readonly id: string;
  /** Names it in callbacks, in the outbox and to the rails; nobody can guess it. */
  readonly session: string;
  readonly inbound: boolean;
  readonly line: string;
  readonly other: string;
  /** Words travel both ways, or our side says one thing and hangs up. */
  readonly way: "relay" | "one-way";
  /** How long it may last at most once it is answered. */
  readonly seconds: number;
  readonly recorded: boolean;
  readonly sid?: string;
  readonly hasRung?: true;
  /** Somebody picked up, at whichever end it rang. */
  readonly answeredAt?: number;
  /** Both ends can talk. */
  readonly connected?: true;
  /** A machine answered; with `spoken` it is being left a message. */
  readonly machine?: "heard" | "spoken";
  /** Our side has left, or was told that it is over: it is told nothing more. */
  readonly isOver?: true;
  readonly transferTo?: string;
  /** The words' way is gone. */
  readonly relayEnd?: FarLeaving;
  /** Twilio's last word on it. */
  readonly ended?: { readonly status: string; readonly seconds?: number };
  /** Our side has its turn, or is speaking. */
  readonly ourTurn?: boolean;
  readonly ours?: OwnWords | undefined;
  /** How many times our side has pressed keys. */
  readonly presses?: number;
}
