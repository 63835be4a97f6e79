import { readFile } from "node:fs/promises";
import type { OutputOf, Operations } from "../contract/operations.ts";
import { hostTime } from "../kernel/clock/host-time.ts";
import { RingbackError } from "../kernel/errors.ts";
import type { Judgement } from "../scenario/expect/judge/judge.ts";
import type { ScenarioResult } from "../scenario/report/report.ts";
import { textsIncludedBy } from "../runtime/texts-included-by.ts";
import { StoryFailure } from "./story-failure.ts";
import type { WorldPort } from "./world-port.ts";

/** How far a story has come: its steps, its expectations, whether it is paused or over. */
export type StoryStatus = OutputOf<Operations["control.scenarios.status"]>;

/** A scenario that plays in a world. */
export interface Story {
  /** Its run in the world, such as `run_001`. */
  readonly run: string;
  readonly name: string;
  status(): Promise<StoryStatus>;
  /** Lets no further step begin. Time goes on, and steps that come due are kept. */
  pause(): Promise<StoryStatus>;
  /** Goes on, at once with what came due meanwhile. */
  resume(): Promise<StoryStatus>;
  /**
   * Says that the agent is done, and judges the story. In `auto` what is left of it happens first; in other modes it
   * is judged as it stands. Judged once: asked again, it answers the same.
   */
  finished(): Promise<ScenarioResult>;
  /** The same, but throws a `StoryFailure` with the whole report when the story did not pass. */
  passed(): Promise<ScenarioResult>;
}

/** A scenario to play: its text, what messages call its file, and the row of its examples that is meant. */
interface WrittenScenario {
  readonly text: string;
  readonly file: string;
  readonly example?: string;
  /** The texts of the files it includes, by their paths from its own folder. */
  readonly includes?: Readonly<Record<string, string>>;
}

/** Puts a scenario into a world and sets it going. */
export const playStory = async (port: WorldPort, world: string, pathOrYaml: string): Promise<Story> => {
  const written = await readWritten(pathOrYaml);
  const { run, name } = await port.ask("control.scenarios.play", { ...written });
  return storyOf(port, world, { run, name, file: written.file });
};

/** The story that a world plays, the latest when there are several. Throws `not_found` when there is none. */
export const storyInWorld = async (port: WorldPort, world: string): Promise<Story> => {
  const { scenarios } = await port.ask("control.scenarios.list", {});
  const latest = scenarios.at(-1);
  if (latest !== undefined) return storyOf(port, world, latest);
  const message = `The world ${world} plays no scenario. Give one: its path, or its YAML.`;
  throw new RingbackError("not_found", message, { resource: "scenario", id: world });
};

const storyOf = (
  { ask }: WorldPort,
  world: string,
  { run, name, file = name }: { run: string; name: string; file?: string | undefined },
): Story => {
  const begun = hostTime.now();
  let judged: Promise<ScenarioResult> | undefined;
  const finished = (): Promise<ScenarioResult> => {
    judged ??= finish(ask, world, { run, name, file, begun });
    return judged;
  };
  return {
    run,
    name,
    status: () => ask("control.scenarios.status", { runId: run }),
    pause: () => ask("control.scenarios.pause", { runId: run }),
    resume: () => ask("control.scenarios.resume", { runId: run }),
    finished,
    passed: async () => {
      const result = await finished();
      if (result.passed) return result;
      throw new StoryFailure(result);
    },
  };
};

interface Begun {
  readonly run: string;
  readonly name: string;
  readonly file: string;
  /** The machine's time at which it was set going. */
  readonly begun: number;
}

const finish = async (
  ask: WorldPort["ask"],
  world: string,
  { run, name, file, begun }: Begun,
): Promise<ScenarioResult> => {
  const { run: _run, ...verdict } = await ask("control.scenarios.finish", { runId: run });
  // What has been JSON has no field that is undefined.
  const judgement = verdict as Judgement &
    Pick<ScenarioResult, "virtualMs" | "costUsd" | "runHash" | "faults">;
  const { worlds } = await ask("control.worlds.list", {});
  const { events: jumps } = await ask("control.events.list", { type: "clock.jumped", limit: 1000 });
  return {
    ...judgement,
    name,
    file,
    attempt: 1,
    attempts: 1,
    seed: worlds.find((one) => one.name === world)?.seed ?? "",
    ending: "done",
    realMs: hostTime.now() - begun,
    timed: jumps.some(({ signal }) => ["quiet", "patience", "hold"].includes(String(signal))),
  };
};

const readWritten = async (pathOrYaml: string): Promise<WrittenScenario> => {
  if (pathOrYaml.includes("\n")) return { text: pathOrYaml, file: "scenario.yaml" };
  // As everywhere else, `story.yaml#label` is one row of that file's examples.
  const [, path = pathOrYaml, example] = /^(.*\.ya?ml)#(.+)$/s.exec(pathOrYaml) ?? [];
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await readFile(path));
    const includes = await textsIncludedBy(text, path);
    return { text, file: path, includes, ...(example !== undefined && { example }) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const message = `The scenario ${path} cannot be read: ${why}. Check the path, and that the file is UTF-8.`;
    throw new RingbackError("scenario_invalid", message, { path }, { cause: error });
  }
};
