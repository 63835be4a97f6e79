import { hostTime } from "../kernel/clock/host-time.ts";
import { readClockMode } from "../kernel/clock/mode-text.ts";
import { defaultStart, type RingbackConfig } from "../runtime/config.ts";
import { readScenarioFile } from "../runtime/read-scenario-file.ts";
import type { Values } from "./command.ts";
import { UsageError } from "./failures.ts";
import { didYouMean } from "./read-arguments.ts";
import { readDuration, readWhole } from "./read-values.ts";
import type { startOptions } from "./start-options.ts";

type StartValues = Values<Omit<typeof startOptions, "ready-file" | "quiet" | "json">>;
type StartConfig = Omit<RingbackConfig, "onAnswer" | "onDelivery" | "onWarning" | "realTime">;

/** Makes a configuration of the flags of `start`. What a flag says goes before what the scenario says. */
export const readStartConfig = async (
  values: StartValues,
  onOddity: (oddity: string) => void,
  usualClock: NonNullable<RingbackConfig["clock"]> = 1,
): Promise<StartConfig> => {
  const port = readWhole(values.port, "--port", 0, 65_535);
  const wantedClock = values.clock === undefined ? undefined : readClock(values.clock);
  const wantedStart = values.start === undefined ? undefined : await readStart(values.start);
  const scenario = values.scenario === undefined ? undefined : await readScenarioFile(values.scenario);
  for (const warning of scenario?.warnings ?? []) onOddity(warning);
  const ofScenario = scenario?.scenario.clock;
  const clock = wantedClock ?? ofScenario?.mode ?? usualClock;
  const start = wantedStart ?? ofScenario?.start ?? (typeof clock === "number" ? "now" : defaultStart);
  scenario?.requireStart(start === "now" ? hostTime.now() : start);
  return {
    port,
    host: values.host,
    allowHosts: values["allow-host"],
    allowWebhooks: values["allow-webhook"],
    corsOrigins: values.cors.map(readOrigin),
    seed: values.seed,
    clock,
    start,
    quiet: readDuration(values.silence, "--silence"),
    patience: readDuration(values.patience, "--patience"),
    strictKeys: values["strict-keys"],
    controlToken: values["control-token"] ?? (process.env["RINGBACK_CONTROL_TOKEN"] || undefined),
    journal: values.journal,
    scenario,
    agent: "expected",
  };
};

const readClock = (text: string): NonNullable<RingbackConfig["clock"]> => {
  const mode = readClockMode(text);
  if (mode !== undefined) return mode;
  const cure = didYouMean(text, ["auto", "real", "manual"]);
  throw new UsageError(`--clock is auto, real, manual or a factor such as 60x, not ${text}.${cure}`);
};

const readStart = async (text: string): Promise<number | "now"> => {
  if (text === "now") return text;
  const { readInstant } = await import("../scenario/fields/read-instant.ts");
  const reading = readInstant(text);
  if ("value" in reading) return reading.value;
  throw new UsageError(`--start: ${reading.message} ${reading.cure} Or write now.`);
};

const readOrigin = (text: string): string => {
  if (URL.canParse(text) && new URL(text).origin === text) return text;
  throw new UsageError(`--cors is a web origin such as http://localhost:3000, without a path, not ${text}.`);
};
