import type { JsonObject } from "./json.ts";

/** What somebody wants to become of an answer. Data, so that a row can hold it; milliseconds are the world's own. */
export type FaultAnswer =
  | {
      readonly kind: "status";
      readonly status: number;
      /** What the API's own envelope is to say. */
      readonly code?: string;
      readonly message?: string;
      /** Takes the place of the envelope. */
      readonly body?: JsonObject;
    }
  | { readonly kind: "delay"; readonly milliseconds: number }
  | { readonly kind: "reset" }
  | { readonly kind: "slow"; readonly pieces: number; readonly everyMilliseconds: number }
  | { readonly kind: "malformed" };

/** A fault that strikes: which one it is, and what it makes of the answer. */
export interface Strike {
  readonly fault: string;
  readonly answer: FaultAnswer;
}

/** A place where things can be made to go wrong on purpose. Asked once for each time the place is passed. */
export interface FaultPort {
  /** The fault that strikes this time, if any does. With `kind` only such faults may. */
  strike(point: string, kind?: FaultAnswer["kind"]): Strike | undefined;
}
