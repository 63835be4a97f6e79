import type { Desk } from "../api/desk.ts";
import { createInvoke } from "../api/invoke.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { ScenarioPlayer } from "../scenario/scenario-player.ts";
import type { OpenWorld } from "./open-world.ts";

/** Puts a scenario's people and lines into a world and sets its script going. Throws what stands in the way. */
export const loadScenario = async (
  desk: Desk,
  opened: OpenWorld,
  { scenario, hash }: { readonly scenario: Scenario; readonly hash: string },
  onWarning: (warning: string) => void,
): Promise<void> => {
  const player = new ScenarioPlayer(opened, createInvoke(desk, opened.world.name), onWarning);
  opened.addTimerHandlers({
    "scenario.step": ({ run }) => player.step(typeof run === "string" ? run : ""),
  });
  await player.load(scenario, hash);
};
