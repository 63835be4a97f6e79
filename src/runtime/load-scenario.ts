import type { Desk } from "../api/desk.ts";
import { createInvoke } from "../api/invoke.ts";
import { lateParts } from "../api/late-parts.ts";
import type { RunningWorld } from "../api/running-world.ts";
import { once } from "../kernel/once.ts";
import type { Warn } from "../kernel/warn.ts";
import { expirePause, waitTimer } from "../scenario/calls/pause-step.ts";
import { expectationTimer, watchExpectations } from "../scenario/expect/watch/watch-expectations.ts";
import { keepWorld, snapshotTimer } from "../scenario/keep-world.ts";
import { stepTimer } from "../scenario/pause-run.ts";
import { listTimer, watchRules } from "../scenario/rules/watch-rules.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { ScenarioPlayer } from "../scenario/scenario-player.ts";
import type { OpenWorld } from "./open-world.ts";

/** Lets a world play on whatever scenario its rows hold, its own or one that a snapshot brought. */
export const furnishWithScenarios = (desk: Desk, opened: OpenWorld, onWarning: Warn): void => {
  // Kept, since a day of steps would ask for it a thousand times.
  const player = once(() => openPlayer(desk, opened, onWarning));
  opened.addTimerHandlers({
    [stepTimer]: async ({ list, asked }) => {
      await (await player()).step(typeof list === "string" ? list : "", asked === true);
    },
    [listTimer]: async ({ list }) => {
      await (await player()).begin(typeof list === "string" ? list : "");
    },
    [snapshotTimer]: (payload) => keepWorld(opened.world, payload, createInvoke(desk, opened.world.name)),
    [waitTimer]: ({ list }) => expirePause(opened.world, typeof list === "string" ? list : ""),
    [expectationTimer]: async ({ expectation }) => {
      const { passExpectationLimit } = await import("../scenario/expect/watch/pass-expectation-limit.ts");
      passExpectationLimit(opened.world, typeof expectation === "string" ? expectation : "");
    },
  });
  watchRules(opened.world);
  watchExpectations(opened.world);
};

/** Puts a scenario's people and lines into a world and sets its script going. Throws what stands in the way. */
export const loadScenario = async (
  desk: Desk,
  opened: OpenWorld,
  { scenario, hash }: { readonly scenario: Scenario; readonly hash: string },
  onWarning: Warn,
): Promise<void> => {
  const player = await openPlayer(desk, opened, onWarning);
  const { fillWebhooks } = await import("../scenario/frame/fill-webhooks.ts");
  await player.load(fillWebhooks(scenario, process.env), hash);
};

/** What plays a world's scenarios. Most starts play none, and steps bring their schemas with them: it is loaded here. */
export const openPlayer = async (
  desk: Desk,
  running: RunningWorld,
  onWarning: Warn,
): Promise<ScenarioPlayer> => {
  // Its rules may hold patterns, and meet events before anybody asks for anything.
  await lateParts.pass();
  const { ScenarioPlayer: Player } = await import("../scenario/scenario-player.ts");
  return new Player(running, createInvoke(desk, running.world.name), onWarning);
};
