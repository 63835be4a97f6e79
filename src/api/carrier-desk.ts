import type { OutputOf, Operations } from "../contract/operations.ts";

/** What whoever runs ringback may ask and tell a real carrier. The carrier stands behind it; a simulated one has none. */
export interface CarrierDesk {
  /** What it is, what it may do and what it has done today. Holds no secret. */
  state(): OutputOf<Operations["control.carrier.get"]>;
  /** The kill switch: nothing is sent any more, and every live call is ended. Answers how many were. */
  stop(): Promise<number>;
  /** Gives a number that ringback bought back to the carrier, for ever. Throws `not_possible` and `not_found`. */
  release(e164: string): Promise<void>;
}
