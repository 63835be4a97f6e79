/** Something that would reach a real telephone, or cost real money. Numbers are E.164, as far as that can be told. */
export type RealAct =
  | {
      readonly do: "text";
      readonly from: string;
      readonly to: string;
      readonly segments: number;
      readonly media: number;
    }
  /** `seconds` at most, once it is answered. */
  | { readonly do: "call"; readonly from: string; readonly to: string; readonly seconds: number }
  /** An answered call that is connected to another number for the rest of its time. */
  | { readonly do: "transfer"; readonly from: string; readonly to: string; readonly seconds: number }
  /** A call that somebody allowed to has placed to us, and that costs while it lasts. */
  | { readonly do: "take"; readonly from: string; readonly to: string; readonly seconds: number }
  | { readonly do: "press"; readonly digits: string }
  | { readonly do: "buy"; readonly country: string; readonly kind: string }
  | { readonly do: "release"; readonly number: string };

/** A text that has come to a number of ours: nobody can refuse it, and Twilio bills it. */
export interface CameIn {
  readonly to: string;
  readonly segments: number;
  readonly hasFiles: boolean;
}

/** Leave for one act: what it may cost at most is set aside until it is known what it did. */
export interface Leave {
  readonly id: string;
  /** Nothing is to be sent. */
  readonly dry: boolean;
}

/** How it stands with the money and with what was done, for whoever asks. */
export interface RailsState {
  readonly dryRun: boolean;
  /** Everything was stopped by hand. */
  readonly stopped: boolean;
  /** Millionths of a US dollar. */
  readonly spend: {
    readonly day: string;
    readonly settled: number;
    readonly reserved: number;
    readonly cap: number;
  };
  readonly textsThisHour: number;
  readonly callsThisHour: number;
  readonly liveCalls: number;
}

/**
 * What keeps a real carrier safe. Everything that reaches out goes through `pass` first, in this order: not stopped,
 * E.164, no emergency or premium line, on the list, not too often, money enough.
 */
export interface Rails {
  /**
   * Throws `recipient_not_allowed`, `number_protected`, `not_possible`, `spend_cap_reached`, `sending_limited`,
   * `carrier_stopped` or `storage_failed`, each with its cure. What it allows is written down before it returns. `id` names
   * one act for ever: while that is under way it is given its old leave, and another act none. What the outbox does not
   * guard, calls that are taken or handed over, costs again once it is over.
   */
  pass(act: RealAct, id: string): Leave;
  /** Whether somebody may be reached at all, without anything being set aside. Answers a sentence where not. */
  refusalOf(act: RealAct): string | undefined;
  /** Whether what somebody sends or their call is any agent's business. */
  hears(from: string): boolean;
  /**
   * It is known what it cost, in millionths of a US dollar; 0 where nothing came of it. Of a call it is Twilio's price of
   * the connection: what comes beside that is counted by `callOver`. The last word counts.
   */
  settle(id: string, cost: number): void;
  /** Counts what a text that came in costs at most as spent, so that what is sent has the less. Never throws. */
  cameIn(text: CameIn): void;
  /** A call is over: it is no longer live, and at most this many seconds of it are paid. */
  callOver(id: string, seconds: number): void;
  state(): RailsState;
  /** Throws `carrier_stopped` where what has leave already, and has waited since, must not be begun any more. */
  requireRunning(): void;
  stop(): void;
  /** ringback is ending: nothing more is begun. */
  close(): void;
}
