import type { Strike } from "../kernel/faults.ts";
import type { RunningWorld } from "./running-world.ts";

/** What is known of an answer when its first piece is. */
export interface PieceSource {
  readonly running: RunningWorld;
  /** The fault that delayed it. */
  readonly strike?: Strike | undefined;
}

/** Takes an answer piece by piece, as it comes. Whoever it was for may be gone; it never throws for that. */
export interface PieceTaker {
  take(piece: string, source: PieceSource): void;
}
