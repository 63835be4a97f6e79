import type { Desk } from "../api/desk.ts";
import type { ScenarioDesk, WrittenScenario } from "../api/scenario-desk.ts";
import { RingbackError } from "../kernel/errors.ts";
import type { Warn } from "../kernel/warn.ts";
import { pauseRun, resumeRun, stepRun } from "../scenario/pause-run.ts";
import type { ReadScenario } from "../scenario/read-scenario.ts";
import { finishRun } from "./finish-run.ts";
import { openPlayer } from "./load-scenario.ts";

/** The scenarios of a desk. Whatever reads, plays and judges them is loaded when the first one is handed in. */
export const createScenarioDesk = (deskOf: () => Desk, onWarning: Warn): ScenarioDesk => ({
  validate,
  play: async (running, written) => {
    const { world } = running;
    const { ignoredKeys } = await import("../scenario/ignored-keys.ts");
    const { requireRoom } = await import("../scenario/require-room.ts");
    const { scenarioHash } = await import("../scenario/scenario-hash.ts");
    const { scenario, warnings } = await readOne(written, world.clock.now());
    requireRoom(scenario, world);
    const { text, file } = written;
    const player = await openPlayer(deskOf(), running, onWarning);
    const { id, name } = await player.load(scenario, scenarioHash(text, [], scenario.example), file);
    return { run: id, name, warnings: [...warnings, ...ignoredKeys(text, file)] };
  },
  expectations: async ({ world }, runId) => {
    const { tellExpectations } = await import("../scenario/expect/tell-expectations.ts");
    return tellExpectations(world, runId);
  },
  pause: ({ world }, runId) => pauseRun(world, runId),
  resume: ({ world }, runId) => resumeRun(world, runId),
  step: async ({ world }, runId) => {
    const step = await stepRun(world, runId);
    return step && { step: step.name, line: step.where.line };
  },
  finish: (running, runId) => finishRun(deskOf(), running, runId),
});

const validate: ScenarioDesk["validate"] = async ({ text, file }) => {
  const { readScenarioText } = await import("../scenario/read-scenario-text.ts");
  const { ScenarioError } = await import("../scenario/scenario-error.ts");
  try {
    const { scenarios, warnings } = await readScenarioText(text, file);
    const examples = scenarios.flatMap(({ example = [] }) => example);
    return {
      valid: true,
      ...(scenarios[0] !== undefined && { name: scenarios[0].name }),
      ...(examples.length > 0 && { examples }),
      problems: [],
      warnings: [...warnings],
    };
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return { valid: false, problems: [...error.diagnostics], warnings: [] };
  }
};

const readOne = async ({ text, file, example }: WrittenScenario, start: number): Promise<ReadScenario> => {
  const { readScenarioText } = await import("../scenario/read-scenario-text.ts");
  const { scenarios, warnings } = await readScenarioText(text, file, { start });
  const labels = scenarios.flatMap(({ example: label = [] }) => label);
  const chosen = scenarios.filter((scenario) => example === undefined || scenario.example === example);
  const [scenario, second] = chosen;
  if (scenario !== undefined && second === undefined) return { scenario, warnings };
  const known = labels.length === 0 ? "It has no examples." : `Its examples: ${labels.join(", ")}.`;
  const message =
    scenario === undefined
      ? `${file} has no example ${example}. ${known}`
      : `${file} holds ${scenarios.length} scenarios, one for each row of its examples. Say which \`example\` to play. ${known}`;
  throw new RingbackError("scenario_invalid", message, { examples: labels });
};
