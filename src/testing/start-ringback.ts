import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ClockMode } from "../kernel/clock/clock.ts";
import { hostTime } from "../kernel/clock/host-time.ts";
import { readClockMode } from "../kernel/clock/mode-text.ts";
import { RingbackError } from "../kernel/errors.ts";
import { defaultStart, type RingbackConfig } from "../runtime/config.ts";
import { createRingback } from "../runtime/create-ringback.ts";
import { readScenarioFile } from "../runtime/read-scenario-file.ts";
import { portInProcess } from "./port-in-process.ts";
import { openHandle, type RingbackHandle } from "./ringback-handle.ts";

/** How a ringback for a test is to be run. */
export interface StartOptions {
  /** Path of a scenario to play in the world `main`. `ringback.scenario()` answers the story. */
  readonly scenario?: string;
  /** Where to listen on this machine. Default 0: any free port. */
  readonly port?: number;
  /** Where all randomness comes from: the same seed and requests give the same bytes. Goes before a scenario's own. */
  readonly seed?: string;
  /** `auto` (default): waiting moves time. `manual`: only the controls do. `real`, or a factor such as `60x`. */
  readonly clock?: string;
  /** When virtual time begins, in milliseconds since the epoch, or `now`. Default 2026-04-01T10:22:00Z. */
  readonly start?: number | "now";
  /** How long an agent's silence lasts, in real milliseconds, before `auto` time jumps for it. Default 250. */
  readonly quiet?: number;
  /** How long nothing may happen, in real milliseconds, before `auto` time passes limits, and a wait in vain ends. Default 10,000. */
  readonly patience?: number;
  /** Accept only keys that ringback minted. Default false: every well-formed key acts as the default account. */
  readonly strictKeys?: boolean;
  /** A bearer token that the controls ask everybody for who comes over HTTP. This handle needs none. Default: none. */
  readonly controlToken?: string;
  /** Hosts beyond this machine to which webhooks may be sent; `*` stands for anything. Default: none. */
  readonly allowWebhooks?: readonly string[];
  /** A file to write the journal of the world `main` to; `true` keeps it only for `journal.text()`. */
  readonly journal?: string | true;
  /** Told of what should not go unnoticed, in a sentence. Default: standard error. */
  readonly onWarning?: (warning: string) => void;
}

/**
 * Starts ringback inside this process, for an agent that is about to come. Nothing sleeps: in the default `auto` mode
 * time moves when somebody waits: the test, or the agent by repeating a read or by being quiet.
 *
 * @throws A `RingbackError` in a sentence when the port is taken, the options make no sense or the scenario is wrong
 * (then with file, line, column and cure).
 * @see https://ag3n7.store/docs/phone-api for the store's own documentation of what is played here.
 */
export const startRingback = async (options: StartOptions = {}): Promise<RingbackHandle> => {
  const folder = options.journal === true ? await mkdtemp(join(tmpdir(), "ringback-")) : undefined;
  const journal = folder === undefined ? options.journal : join(folder, "journal.jsonl");
  const journalFile = typeof journal === "string" ? journal : undefined;
  const clearUp = async (): Promise<void> => {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  };
  try {
    const ringback = await createRingback({ ...(await readOptions(options)), journal: journalFile });
    const end = async (): Promise<void> => {
      await ringback.close();
      await clearUp();
    };
    const entrance = { name: "main", baseUrl: ringback.url, env: ringback.env };
    return await openHandle(portInProcess(ringback), entrance, { journalFile, end });
  } catch (error) {
    await clearUp();
    throw error;
  }
};

const readOptions = async (options: StartOptions): Promise<RingbackConfig> => {
  const { scenario: path, port = 0, clock, start, onWarning = warnOnStandardError, ...others } = options;
  const { seed, quiet, patience, strictKeys, controlToken, allowWebhooks } = others;
  const scenario = path === undefined ? undefined : await readScenarioFile(path);
  scenario?.warnings.forEach(onWarning);
  const begins = start ?? scenario?.scenario.clock.start ?? defaultStart;
  scenario?.requireStart(begins === "now" ? hostTime.now() : begins);
  const mode = clock === undefined ? undefined : requireClockMode(clock);
  const settings = { seed, quiet, patience, strictKeys, controlToken, allowWebhooks, scenario, onWarning };
  return { ...settings, port, clock: mode, start: begins, agent: "expected" };
};

const requireClockMode = (text: string): ClockMode => {
  const mode = readClockMode(text);
  if (mode !== undefined) return mode;
  throw new RingbackError(
    "validation_error",
    `clock must be auto, manual, real or a factor such as 60x, not ${text}.`,
  );
};

const warnOnStandardError = (warning: string): void => {
  process.stderr.write(`ringback: ${warning}\n`);
};
