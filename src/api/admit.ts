import type { ApiName } from "../contract/operation.ts";
import type { Caller } from "../domain/caller.ts";
import { RingbackError } from "../kernel/errors.ts";
import { bearerToken } from "./bearer.ts";
import type { Desk } from "./desk.ts";
import { requireControlToken } from "./require-control-token.ts";
import type { RunningWorld } from "./running-world.ts";
import { findHolder } from "./stages/authenticate.ts";
import { findWorld, type WorldClue } from "./stages/find-world.ts";

/** Who came in, and to which world; or why nobody did. */
export type Admission =
  | { readonly running: RunningWorld; readonly caller: Caller }
  | { readonly running?: RunningWorld; readonly error: RingbackError };

/** Checks a visitor's key, or at the controls their token, before it is known what they will ask for. */
export const admit = (desk: Desk, visitor: WorldClue, api: ApiName): Admission => {
  const found = findWorld(desk, visitor);
  if ("error" in found) return found;
  const { running } = found;
  try {
    if (api !== "control")
      return { running, caller: findHolder(desk, running, visitor.authorization, "either") };
    requireControlToken(desk, bearerToken(visitor.authorization));
    return { running, caller: running.domain.accounts.default() };
  } catch (error) {
    if (error instanceof RingbackError) return { running, error };
    throw error;
  }
};
