import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { objectionTo, testPattern } from "../api/match/re2.ts";
import { RingbackError } from "../kernel/errors.ts";
import { defaultStart } from "../runtime/config.ts";
import { readScenarioFiles, type ScenarioFile } from "../runtime/read-scenario-file.ts";
import type { ScenarioResult } from "../scenario/report/report.ts";
import type { PlayPlan } from "./play-scenario.ts";
import { refusedResult } from "./results.ts";
import type { TestPlan, TestWatch } from "./run-scenarios.ts";

/** A run to come, or the result of a file that cannot be played. */
export type QueuedRun = { readonly plan: PlayPlan } | { readonly result: ScenarioResult };

/** Reads files and answers all runs that a test asks for, in order. Throws when nothing is left to play. */
export const queueRuns = async (
  paths: readonly string[],
  plan: TestPlan,
  watch: TestWatch,
): Promise<readonly QueuedRun[]> => {
  const fits = readFilter(plan.filter);
  const queue: QueuedRun[] = [];
  for (const path of paths) queue.push(...(await runsOf(path, plan, watch, fits)));
  if (queue.length === 0) throw nothingToPlay(paths, plan);
  if (plan.journal === undefined) return queue;
  await makeFolder(plan.journal);
  return withNamesApart(queue);
};

const makeFolder = async (folder: string): Promise<void> => {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RingbackError(
      "validation_error",
      `--journal ${folder} cannot be a folder: ${why}. Name one that is there or can be made.`,
      {},
      { cause: error },
    );
  }
};

/** Gives each run a journal of its own, also where two files differ only in what a name cannot hold. */
const withNamesApart = (queue: readonly QueuedRun[]): readonly QueuedRun[] => {
  const taken = new Set<string>();
  return queue.map((queued) => {
    if ("result" in queued || queued.plan.journal === undefined) return queued;
    const whole = queued.plan.journal.replace(/\.jsonl$/, "");
    let name = whole;
    // Some disks take upper and lower case for the same.
    for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${whole}~${count}`;
    taken.add(name.toLowerCase());
    return { plan: { ...queued.plan, journal: `${name}.jsonl` } };
  });
};

const runsOf = async (
  path: string,
  plan: TestPlan,
  watch: TestWatch,
  fits: (...texts: readonly string[]) => boolean,
): Promise<readonly QueuedRun[]> => {
  const began = watch.realTime.now();
  try {
    const files = await readScenarioFiles(path);
    for (const file of files) requireStart(file, watch);
    const wanted = files.filter(({ scenario }) => fits(path, scenario.name, scenario.example ?? ""));
    return wanted.flatMap((file) => repeat(file, withoutRow(path, file), plan, watch));
  } catch (error) {
    if (!(error instanceof RingbackError)) throw error;
    if (!fits(path)) return [];
    const realMs = watch.realTime.now() - began;
    return [{ result: refusedResult({ path, attempt: 1, attempts: 1, seed: plan.seed }, error, realMs) }];
  }
};

/** The path of the file itself, when one row of its examples was asked for. */
const withoutRow = (path: string, { scenario: { example } }: ScenarioFile): string =>
  example === undefined ? path : path.replace(/(\.ya?ml)#.*$/s, "$1");

const requireStart = (file: ScenarioFile, { realTime }: TestWatch): void => {
  const { start } = file.scenario.clock;
  // A start that stands in the file was there when it was read.
  if (typeof start !== "number") file.requireStart(start === "now" ? realTime.now() : defaultStart);
};

const repeat = (file: ScenarioFile, path: string, plan: TestPlan, watch: TestWatch): readonly QueuedRun[] => {
  const { repeat: attempts = 1, journal, hold = false, env = {} } = plan;
  const { realTime, interrupted, onOutput } = watch;
  const common = { ...plan, file, path, attempts, env, hold, realTime, interrupted, onOutput };
  return Array.from({ length: attempts }, (_, place) => ({
    plan: {
      ...common,
      attempt: place + 1,
      journal: journal && join(journal, journalName(path, file, attempts > 1 ? place + 1 : undefined)),
    },
  }));
};

const journalName = (path: string, { scenario }: ScenarioFile, attempt: number | undefined): string =>
  `${[path.replace(/\.ya?ml$/, ""), scenario.example, attempt]
    .filter((part) => part !== undefined)
    .map((part) =>
      String(part)
        .replaceAll(/[^\p{L}\p{M}\p{N}_.-]+/gu, "-")
        .replace(/^[-.]+/, ""),
    )
    .join("--")}.jsonl`;

const readFilter = (filter: string | undefined): ((...texts: readonly string[]) => boolean) => {
  if (filter === undefined) return () => true;
  const [, source, flags = ""] = /^\/(.+)\/([ims]*)$/s.exec(filter) ?? [];
  if (source === undefined) {
    const wanted = filter.toLowerCase();
    return (...texts) => texts.some((text) => text.toLowerCase().includes(wanted));
  }
  const pattern = { source, flags };
  const objection = objectionTo(pattern);
  if (objection === undefined) return (...texts) => texts.some((text) => testPattern(pattern, text));
  throw new RingbackError(
    "validation_error",
    `--filter ${filter} is no pattern: ${objection}. Write RE2, or a text without slashes.`,
  );
};

const nothingToPlay = (paths: readonly string[], { filter, paths: asked }: TestPlan): RingbackError => {
  const message =
    paths.length > 0 && filter !== undefined
      ? `No scenario has ${filter} in its name or its file. Leave --filter out to see them all run.`
      : `There is no scenario in ${asked.join(", ")}. A scenario is a YAML file that begins with version: 1 and a name.`;
  return new RingbackError("not_found", message, { resource: "scenario", id: asked.join(", ") });
};
