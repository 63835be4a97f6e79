import type { RealSettings } from "../../../carriers/twilio/settings/real-settings.ts";
import type { KeptNumber } from "../../../carriers/twilio/state/real-state.ts";
import type { RealTime } from "../../../kernel/clock/clock.ts";
import { RingbackError } from "../../../kernel/errors.ts";
import { openStateFile } from "../../../outlets/state-file/open-state-file.ts";
import { broken, type Finding, fine, odd } from "./finding.ts";

/** What the state file is like, and what it knows of the account's numbers. */
export interface StateFound {
  readonly findings: readonly Finding[];
  readonly numbers: Readonly<Record<string, KeptNumber>>;
}

/** Whether what has to outlive the process can be kept: opens the file as `start` does, and lets go of it at once. */
export const checkStateFile = ({ stateFile, account }: RealSettings, realTime: RealTime): StateFound => {
  try {
    const store = openStateFile(stateFile, account.sid, realTime);
    const { numbers, outbox } = structuredClone(store.state);
    store.close();
    const between = Object.values(outbox).filter(
      ({ state }) => state === "sending" || state === "unknown",
    ).length;
    const findings = [fine("state file", `${stateFile} can be written.`)];
    if (between === 0) return { findings, numbers };
    const left = odd(
      "state file",
      `${between} of what was asked of Twilio was left without an answer when ringback last ended.`,
      "The next start looks what became of it.",
    );
    return { findings: [...findings, left], numbers };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (error instanceof RingbackError && error.details["pid"] !== undefined) {
      return { findings: [odd("state file", why, "If that is your ringback, all is well.")], numbers: {} };
    }
    const cure = "RINGBACK_REAL_STATE names another file.";
    return { findings: [broken("state file", why, cure)], numbers: {} };
  }
};
