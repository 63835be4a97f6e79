/** One turn of a line's own side in a call, as whoever speaks for it is asked to take it. */
export interface Turn {
  readonly callId: string;
  /** Counts the turns of the call from 1. */
  readonly turn: number;
  /** What the far end said or pressed just now. What our side opens with is no turn of a voice. */
  readonly heard: TurnHeard;
}

/** What the far end said, or the digits that it pressed. */
export interface TurnHeard {
  readonly text: string;
  readonly confidence?: number | undefined;
  readonly digits?: true | undefined;
}

/** A piece of what is done in a turn: words and digits at once, the rest when everything has been said. */
export interface TurnReply {
  readonly text?: string | undefined;
  readonly digits?: string | undefined;
  readonly then?: "hang up" | "transfer" | undefined;
}

/** Says what a line's own side says: its webhook, a scenario's lines, or the small responder. */
export interface Voice {
  /** Asks for the replies of a turn. They are given to a `TurnTaker`: at once, piece by piece, or later. */
  ask(turn: Turn): void;
}

/** Takes the replies of turns. */
export interface TurnTaker {
  /**
   * Does a piece of a turn; with `last` nothing more will come of it. `why` says why a turn that ends without a word
   * was silent. A turn that is over, as after the caller hung up, takes nothing.
   */
  reply(callId: string, turn: number, reply: TurnReply, last: boolean, why?: string): void;
}
