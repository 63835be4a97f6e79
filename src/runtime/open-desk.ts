import type { Desk } from "../api/desk.ts";
import { hostTime } from "../kernel/clock/host-time.ts";
import { RingbackError } from "../kernel/errors.ts";
import type { JournalFile } from "../outlets/journal/journal-file.ts";
import { defaultSeed, defaultStart, type RingbackConfig } from "./config.ts";
import { createScenarioDesk } from "./create-scenario-desk.ts";
import { furnishWithScenarios } from "./load-scenario.ts";
import type { OpenReal } from "./real/open-real.ts";
import { Worlds } from "./worlds.ts";

/** A desk and the worlds it serves, before any door leads to them. */
export interface OpenDesk {
  readonly desk: Desk;
  readonly worlds: Worlds;
}

/** Opens the world main and a desk that answers for it. What the configuration says goes before its scenario. */
export const openDesk = (config: RingbackConfig, journalFile?: JournalFile, real?: OpenReal): OpenDesk => {
  const worlds = openWorlds(config, journalFile, real);
  const desk = createDesk(config, worlds, real);
  worlds.furnish((opened) => furnishWithScenarios(desk, opened, config.onWarning ?? ignore));
  return { worlds, desk };
};

const openWorlds = (
  config: RingbackConfig,
  journalFile: JournalFile | undefined,
  real: OpenReal | undefined,
): Worlds => {
  const { realTime = hostTime, onWarning = ignore } = config;
  const onBug = bugListener(config);
  const scenario = config.scenario?.scenario;
  const start = config.start ?? scenario?.clock.start ?? defaultStart;
  return new Worlds({
    name: "main",
    seed: config.seed ?? scenario?.seed ?? defaultSeed,
    clock: config.clock ?? scenario?.clock.mode ?? "auto",
    start: start === "now" ? realTime.now() : start,
    floating: start === "now",
    realTime,
    quiet: config.quiet,
    isAgentBusy: config.isAgentBusy,
    patience: config.patience,
    scenarioHash: config.scenario?.hash,
    hiddenAddresses: config.hiddenAddresses,
    writeJournal: journalFile && ((line) => journalFile.write(line)),
    webhookHosts: config.allowWebhooks,
    onDelivery: config.onDelivery,
    onUnheard: (sentence) => onWarning(sentence, "webhook_unheard"),
    isAgentAwaited: config.agent === "expected",
    openCarrier: real?.openCarrier,
    onTimerError: (world, timer, error) => {
      // A refusal, such as a loop that was cut, is the doing of whoever set the timer.
      const why = error instanceof Error ? error.message : String(error);
      const sentence = `In the world ${world}, ${timer.kind} failed: ${why}`;
      if (error instanceof RingbackError) onWarning(sentence, error.code);
      else onBug(sentence);
    },
  });
};

/** Bugs that nobody wants to hear of apart are warnings. */
const bugListener = ({ onBug, onWarning = ignore }: RingbackConfig): ((bug: string) => void) =>
  onBug ?? ((bug) => onWarning(bug, "internal_error"));

const createDesk = (config: RingbackConfig, worlds: Worlds, real: OpenReal | undefined): Desk => {
  const { strictKeys = false, controlToken, onWarning = ignore } = config;
  const onBug = bugListener(config);
  const desk: Desk = {
    worlds,
    scenarios: createScenarioDesk(() => desk, onWarning),
    carrier: real?.desk,
    strictKeys: strictKeys || real !== undefined,
    controlToken,
    onBug: (operation, error) =>
      onBug(
        `ringback has a bug in ${operation}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      ),
  };
  return desk;
};

const ignore = (): void => {};
