import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRails } from "../../src/carriers/twilio/rails/create-rails.ts";
import type { Rails } from "../../src/carriers/twilio/rails/rails.ts";
import type { RealLimits, RealSettings } from "../../src/carriers/twilio/settings/real-settings.ts";
import type { RealStore } from "../../src/carriers/twilio/state/real-state.ts";
import { TestTime } from "../../src/kernel/clock/test-time.ts";
import { RingbackError } from "../../src/kernel/errors.ts";
import { openStateFile } from "../../src/outlets/state-file/open-state-file.ts";

export type Overrides = Partial<Omit<RealSettings, "limits">> & { readonly limits?: Partial<RealLimits> };

export const accountSid = `AC${"0".repeat(31)}1`;
export const line = "+14155550110";
export const anna = "+14155550123";
export const bea = "+12125550145";

/** Rails over a state file of their own, in a process that can be begun again. */
export interface RailsBench extends Disposable {
  readonly rails: Rails;
  readonly store: RealStore;
  readonly time: TestTime;
  readonly file: string;
  readonly warned: readonly string[];
  /** As a new process would: the file stays, and perhaps the settings are others. */
  restart(overrides?: Overrides): void;
}

/** A folder for one test. */
export const openFolder = (): Disposable & { readonly path: string } => {
  const path = mkdtempSync(join(tmpdir(), "ringback-real-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
};

/** Everything open as the defaults have it: Anna may be reached and heard, a dollar a day, nothing is dry. */
export const openRailsBench = (overrides: Overrides = {}): RailsBench => {
  const folder = openFolder();
  const time = new TestTime();
  const file = join(folder.path, "real.json");
  const warned: string[] = [];
  const tell = { did: () => undefined, warn: (sentence: string) => void warned.push(sentence) };
  const begin = (given: Overrides) => {
    const settings = settingsFor(file, given);
    const store = openStateFile(file, accountSid, time);
    return { store, rails: createRails({ settings, store, realTime: time, tell }) };
  };
  let running = begin(overrides);
  return {
    time,
    file,
    warned,
    get rails() {
      return running.rails;
    },
    get store() {
      return running.store;
    },
    restart(again = overrides) {
      running.store.close();
      running = begin(again);
    },
    [Symbol.dispose]() {
      running.store.close();
      folder[Symbol.dispose]();
    },
  };
};

const settingsFor = (stateFile: string, { limits, ...given }: Overrides): RealSettings => ({
  account: { sid: accountSid, user: `SK${"0".repeat(32)}`, password: "secret", authToken: "token" },
  apiUrl: "http://127.0.0.1:1",
  hearing: "poll",
  publicUrl: undefined,
  callbackPort: 0,
  callbackHost: "127.0.0.1",
  dryRun: false,
  allowTo: [anna],
  allowFrom: [anna],
  numbers: [line],
  takeOver: false,
  allowBuying: false,
  allowReleasing: false,
  record: false,
  detectMachines: false,
  registrations: {},
  stateFile,
  ...given,
  limits: {
    spendPerDay: 1_000_000,
    textsPerHour: 10,
    callsPerHour: 3,
    liveCalls: 1,
    recipientGapMs: 0,
    callSeconds: 120,
    ringSeconds: 25,
    ...limits,
  },
});

/** What an attempt was refused with, as code, sentence and details; fails where it was let through. */
export const refusal = (
  attempt: () => unknown,
): { readonly code: string; readonly message: string; readonly details: object } => {
  try {
    attempt();
  } catch (error) {
    if (error instanceof RingbackError)
      return { code: error.code, message: error.message, details: error.details };
    throw error;
  }
  throw new Error("It was let through.");
};
