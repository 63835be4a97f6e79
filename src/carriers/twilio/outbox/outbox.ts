import type { OutboxRow } from "../state/real-state.ts";

/** One thing to be done at Twilio, and how to find it there if nobody answered. */
export interface Errand<Done extends { readonly sid: string }> {
  /** Unique for ever: the same id is never done twice, in whichever process. */
  readonly id: string;
  readonly kind: OutboxRow["kind"];
  readonly from?: string;
  readonly to?: string;
  readonly body?: string;
  /** Asks Twilio to do it. Throws `TwilioRefused` or `TwilioSilent`. */
  readonly ask: () => Promise<Done>;
  /** Looks for it among what Twilio did since an instant; undefined where there is none. */
  readonly find: (since: number) => Promise<Done | undefined>;
}

/**
 * Writes down before it asks. After silence it looks whether Twilio did it, a few times, and never asks again: what is
 * found is done, what is not is `lost`, and both are said.
 */
export interface Outbox {
  /**
   * Answers what Twilio made; of what was done before and cannot be found any more at least the sid. Throws
   * `carrier_error`: refused, with Twilio's code as `details.errorCode`; or silent and not found, with
   * `details.outcome: "unknown"`. For some minutes after that another that is just like it is refused, before it is asked
   * for, and so is one that was asked for while nobody knew: clients try again by themselves.
   */
  run<Done extends { readonly sid: string }>(errand: Errand<Done>): Promise<Done>;
  /** What is known of an errand, also of one from before. */
  get(id: string): OutboxRow | undefined;
  /** Rows that a process left when it ended in between, oldest first. */
  unfinished(): readonly OutboxRow[];
  /** Says what became of one of those. */
  close(
    id: string,
    outcome: Pick<OutboxRow, "state"> & Partial<Pick<OutboxRow, "sid" | "number" | "why">>,
  ): void;
}
