import type { Desk } from "../api/desk.ts";
import type { ScenarioDesk, WrittenScenario } from "../api/scenario-desk.ts";
import { RingbackError } from "../kernel/errors.ts";
import type { Warn } from "../kernel/warn.ts";
import { pauseRun, resumeRun, stepRun } from "../scenario/pause-run.ts";
import { fileOf } from "../scenario/include/file-of.ts";
import type { ReadInclude } from "../scenario/include/read-include.ts";
import type { ReadScenario } from "../scenario/read-scenario.ts";
import { finishRun } from "./finish-run.ts";
import { openPlayer } from "./load-scenario.ts";

interface PlayableScenario extends ReadScenario {
  /** The texts of what it includes. */
  readonly included: readonly string[];
}

/** The scenarios of a desk. Whatever reads, plays and judges them is loaded when the first one is handed in. */
export const createScenarioDesk = (deskOf: () => Desk, onWarning: Warn): ScenarioDesk => ({
  validate,
  play: async (running, written) => {
    const { world } = running;
    const { ignoredKeys } = await import("../scenario/ignored-keys.ts");
    const { requireRoom } = await import("../scenario/require-room.ts");
    const { scenarioHash } = await import("../scenario/scenario-hash.ts");
    const { fillWebhooks } = await import("../scenario/frame/fill-webhooks.ts");
    const { scenario: read, warnings, included } = await readOne(written, world.clock.now());
    const scenario = fillWebhooks(read, process.env);
    requireRoom(scenario, world);
    const { text, file } = written;
    const player = await openPlayer(deskOf(), running, onWarning);
    const { id, name } = await player.load(scenario, scenarioHash(text, included, scenario.example), file);
    return { run: id, name, warnings: [...warnings, ...ignoredKeys(text, file)] };
  },
  expectations: async ({ world }, runId) => {
    const { tellExpectations } = await import("../scenario/expect/judge/tell-expectations.ts");
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

const validate: ScenarioDesk["validate"] = async (written) => {
  const { text, file } = written;
  const { readScenarioText } = await import("../scenario/read-scenario-text.ts");
  const { ScenarioError } = await import("../scenario/scenario-error.ts");
  try {
    const { scenarios, warnings } = await readScenarioText(text, file, includesOf(written));
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

/** What came with a text is all that it can include. */
const includesOf = ({ file, includes }: WrittenScenario): { readonly readInclude?: ReadInclude } => {
  if (includes === undefined) return {};
  const readInclude: ReadInclude = (path) => {
    const text = Object.hasOwn(includes, path) ? includes[path] : undefined;
    if (text !== undefined) return { text, file: fileOf({ file: path }, file) };
    return {
      message: `The text of ${path} did not come along.`,
      cure: "Send it under `includes`, by this path.",
    };
  };
  return { readInclude };
};

const readOne = async (written: WrittenScenario, start: number): Promise<PlayableScenario> => {
  const { text, file, example } = written;
  const { readScenarioText } = await import("../scenario/read-scenario-text.ts");
  const read = await readScenarioText(text, file, { start, ...includesOf(written) });
  const { scenarios, warnings } = read;
  const [, ...included] = read.texts;
  const labels = scenarios.flatMap(({ example: label = [] }) => label);
  const chosen = scenarios.filter((scenario) => example === undefined || scenario.example === example);
  const [scenario, second] = chosen;
  if (scenario !== undefined && second === undefined) return { scenario, warnings, included };
  const known = labels.length === 0 ? "It has no examples." : `Its examples: ${labels.join(", ")}.`;
  const message =
    scenario === undefined
      ? `${file} has no example ${example}. ${known}`
      : `${file} holds ${scenarios.length} scenarios, one for each row of its examples. Say which \`example\` to play. ${known}`;
  throw new RingbackError("scenario_invalid", message, { examples: labels });
};
