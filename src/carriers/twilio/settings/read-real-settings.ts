import { createHash } from "node:crypto";
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { readCredentials } from "./read-credentials.ts";
import { readPublicUrl } from "./read-public-url.ts";
import { readAllowed, readNumbers } from "./read-recipients.ts";
import { readRegistrations } from "./read-registrations.ts";
import type { RealLimits, RealSettings } from "./real-settings.ts";
import { SwitchReader, type Variables } from "./switch-reader.ts";

/** What flags say goes before what the environment says. */
export interface RealFlags {
  readonly publicUrl?: string | undefined;
  readonly callbackPort?: number | undefined;
}

/** What was made of the switches, or everything that is wrong with them. */
export type RealReading =
  { readonly settings: RealSettings } | { readonly problems: readonly [string, ...string[]] };

/** The word that confirms that real money may be spent. */
export const confirmation = "spend-real-money";

/**
 * Reads the settings of real-carrier mode out of an environment: all of it, or all problems, each with its cure. Repeats no
 * value. Whether the mode is wanted and confirmed is not asked here.
 */
export const readRealSettings = (variables: Variables, flags: RealFlags = {}): RealReading => {
  const reader = new SwitchReader(variables);
  reader.refuseUnknown();
  checkConfirmation(reader);
  const publicUrl = readPublicUrl(reader, flags.publicUrl);
  // A wrong one was meant to be called back at all the same.
  const isCalledBack = (flags.publicUrl ?? reader.text("RINGBACK_PUBLIC_URL")) !== undefined;
  const account = readCredentials(reader, isCalledBack);
  const allowTo = readAllowed(reader, "RINGBACK_REAL_ALLOW_TO") ?? [];
  const apiUrl = readApiUrl(reader);
  const rest = {
    apiUrl,
    hearing: publicUrl === undefined ? ("poll" as const) : ("webhook" as const),
    publicUrl,
    callbackPort: flags.callbackPort ?? reader.whole("RINGBACK_CALLBACK_PORT", 5551, 0, 65_535),
    callbackHost: reader.text("RINGBACK_CALLBACK_HOST") ?? "127.0.0.1",
    dryRun: reader.isOn("RINGBACK_REAL_DRY_RUN", true),
    allowTo,
    allowFrom: readAllowed(reader, "RINGBACK_REAL_ALLOW_FROM") ?? allowTo,
    numbers: readNumbers(reader, "RINGBACK_REAL_NUMBERS"),
    takeOver: reader.isOn("RINGBACK_REAL_TAKE_OVER", false),
    allowBuying: reader.isOn("RINGBACK_REAL_ALLOW_BUY", false),
    allowReleasing: reader.isOn("RINGBACK_REAL_ALLOW_RELEASE", false),
    record: reader.isOn("RINGBACK_REAL_RECORD", false),
    detectMachines: reader.isOn("RINGBACK_REAL_DETECT_MACHINES", false),
    limits: readLimits(reader),
    registrations: readRegistrations(reader),
  };
  const [first, ...others] = reader.problems;
  if (first !== undefined) return { problems: [first, ...others] };
  if (account === undefined)
    return { problems: ["The account of Twilio is not known. Say TWILIO_ACCOUNT_SID."] };
  return { settings: { account, ...rest, stateFile: placeOfState(reader, variables, account.sid) } };
};

const readLimits = (reader: SwitchReader): RealLimits => ({
  spendPerDay: reader.dollars("RINGBACK_REAL_SPEND_CAP_USD", 1_000_000, 1_000_000_000),
  textsPerHour: reader.whole("RINGBACK_REAL_TEXTS_PER_HOUR", 10, 0, 1_000),
  callsPerHour: reader.whole("RINGBACK_REAL_CALLS_PER_HOUR", 3, 0, 100),
  liveCalls: reader.whole("RINGBACK_REAL_LIVE_CALLS", 1, 0, 10),
  recipientGapMs: reader.whole("RINGBACK_REAL_GAP_SECONDS", 2, 0, 3_600) * 1_000,
  callSeconds: reader.whole("RINGBACK_REAL_CALL_SECONDS", 120, 5, 3_600),
  ringSeconds: reader.whole("RINGBACK_REAL_RING_SECONDS", 25, 5, 600),
});

const checkConfirmation = (reader: SwitchReader): void => {
  const said = reader.text("RINGBACK_REAL_CONFIRM");
  if (said !== undefined && said !== confirmation) {
    reader.wrong(
      `RINGBACK_REAL_CONFIRM confirms with ${confirmation} and nothing else. Write that, or leave it out.`,
    );
  }
};

const readApiUrl = (reader: SwitchReader): string => {
  const said = reader.text("RINGBACK_TWILIO_API_URL");
  if (said === undefined) return "https://api.twilio.com";
  const host = URL.canParse(said) ? new URL(said).hostname : "";
  if (said.startsWith("http://") && /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(host))
    return said.replace(/\/+$/, "");
  reader.wrong(
    "RINGBACK_TWILIO_API_URL is for tests, an http URL of this machine such as http://127.0.0.1:4010. Leave it out for Twilio.",
  );
  return "https://api.twilio.com";
};

/** One file for each account, in the folder where users' programs keep their state. */
const placeOfState = (reader: SwitchReader, variables: Variables, sid: string): string => {
  const said = reader.text("RINGBACK_REAL_STATE");
  if (said !== undefined) return resolve(said);
  const home = variables["HOME"] || homedir();
  const usual = (process.platform === "win32" && variables["LOCALAPPDATA"]) || join(home, ".local/state");
  const wanted = variables["XDG_STATE_HOME"] ?? "";
  // What is not absolute is to be ignored, by the specification of those folders.
  const folder = isAbsolute(wanted) ? wanted : usual;
  const hash = createHash("sha256").update(sid).digest("hex").slice(0, 8);
  return join(folder, "ringback", `real-${hash}.json`);
};
