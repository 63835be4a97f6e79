import type { ClockMode } from "./kernel/clock/clock.ts";
import { hostTime } from "./kernel/clock/host-time.ts";
import { readClockMode } from "./kernel/clock/mode-text.ts";
import { RingbackError } from "./kernel/errors.ts";
import { defaultStart } from "./runtime/config.ts";
import { createRingback } from "./runtime/create-ringback.ts";
import { readScenarioFile } from "./runtime/read-scenario-file.ts";

/** How a ringback for a test is to be run. */
export interface StartOptions {
  /** Path of a scenario to play in the world `main`. */
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
  /** Accept only keys that ringback minted. Default false: every well-formed key acts as the default account. */
  readonly strictKeys?: boolean;
  /** A file to write the journal of the world `main` to. */
  readonly journal?: string;
  /** Told of what should not go unnoticed, in a sentence. Default: standard error. */
  readonly onWarning?: (warning: string) => void;
}

/** A ringback that is up. Declare it with `await using`, or call `close()`. */
export interface StartedRingback extends AsyncDisposable {
  /** Where it listens, such as `http://127.0.0.1:41333`. */
  readonly url: string;
  /** The environment that points an agent here: `AGENT_STORE_API_BASE_URL`, `AGENT_STORE_AGENT_API_KEY`, `AGENT_STORE_MCP_URL`. */
  readonly env: Readonly<Record<string, string>>;
  /** A hash of everything that was put into the world `main` and came of it: equal runs have equal hashes. */
  runHash(): string;
  close(): Promise<void>;
}

/**
 * Starts ringback inside this process, for an agent that is about to come. Nothing sleeps: in the default `auto` mode
 * time moves when the agent waits, by repeating a read or by being quiet.
 *
 * @throws A `RingbackError` in a sentence when the port is taken, the options make no sense or the scenario is wrong
 * (then with file, line, column and cure).
 * @see https://ag3n7.store/docs/phone-api for the store's own documentation of what is played here.
 */
export const startRingback = async (options: StartOptions = {}): Promise<StartedRingback> => {
  const { scenario: path, port = 0, seed, clock, start, quiet, strictKeys, journal } = options;
  const onWarning = options.onWarning ?? warnOnStandardError;
  const scenario = path === undefined ? undefined : await readScenarioFile(path);
  scenario?.warnings.forEach(onWarning);
  const begins = start ?? scenario?.scenario.clock.start ?? defaultStart;
  scenario?.requireStart(begins === "now" ? hostTime.now() : begins);
  const mode = clock === undefined ? undefined : requireClockMode(clock);
  const ringback = await createRingback({
    port,
    seed,
    clock: mode,
    start: begins,
    quiet,
    strictKeys,
    journal,
    scenario,
    agent: "expected",
    onWarning,
  });
  const close = (): Promise<void> => ringback.close();
  const runHash = (): string => ringback.worlds.main.runHash();
  return { url: ringback.url, env: ringback.env, runHash, close, [Symbol.asyncDispose]: close };
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

export { RingbackError };
