/** A place where things can be made to go wrong on purpose. Called once for each time the place is passed. */
export interface FaultPort {
  /** Resolves to let things go their way; throws the refusal that somebody asked for. */
  strike(point: string): Promise<void> | void;
}

/** Nothing goes wrong. */
export const noFaults: FaultPort = { strike: () => undefined };
