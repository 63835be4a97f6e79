import { maskNumber } from "../../carriers/twilio/rails/masked.ts";
import type { Allowed, RealSettings } from "../../carriers/twilio/settings/real-settings.ts";
import type { RealCarrierConfig } from "../config.ts";

/** What may happen from now on, in plain words: for a person who has to know before it does. */
export const describeRealMode = ({ settings }: RealCarrierConfig, pid: number): readonly string[] => {
  const { account, apiUrl } = settings;
  const where = apiUrl === "https://api.twilio.com" ? "Twilio" : `the API at ${apiUrl}`;
  return [
    `REAL CARRIER: account ${account.sid.slice(0, 4)}…${account.sid.slice(-4)} of ${where}. Telephones are real, and so is the money.`,
    ...rowsOf(settings, pid).map(([what, says]) => `  ${what.padEnd(15)}${says}`),
  ];
};

const rowsOf = (settings: RealSettings, pid: number): readonly (readonly [what: string, says: string])[] => {
  const { dryRun, allowTo, allowFrom, numbers, stateFile, limits } = settings;
  return [
    [
      "dry run",
      dryRun
        ? "on: everything is checked, nothing is sent. RINGBACK_REAL_DRY_RUN=0 ends that."
        : "OFF: what an agent sends is sent.",
    ],
    ["may reach", describeAllowed(allowTo)],
    ["is reached by", describeAllowed(allowFrom)],
    ["numbers", numbers.length === 0 ? "none were given" : numbers.map(maskNumber).join(", ")],
    ["buys", describeBuying(settings)],
    ["spends", `$${inDollars(limits.spendPerDay)} a day at most (UTC)`],
    ["does", describeVolume(settings)],
    ["hears", describeHearing(settings)],
    ["remembers", stateFile],
    [
      "stop",
      `kill -USR2 ${pid}, or POST /_ringback/carrier/stop. Ctrl-C ends calls and puts the numbers' URLs back.`,
    ],
  ];
};

const describeAllowed = (allowed: Allowed): string => {
  if (allowed === "everybody") return "EVERYBODY with a telephone, emergency and premium lines excepted";
  return allowed.length === 0
    ? "nobody: RINGBACK_REAL_ALLOW_TO lists no number"
    : allowed.map(maskNumber).join(", ");
};

const describeBuying = ({ allowBuying, allowReleasing }: RealSettings): string =>
  `${allowBuying ? "numbers, which cost every month" : "nothing"}; gives ${allowReleasing ? "bought numbers back when told to" : "nothing back"}`;

const describeVolume = ({ limits, record }: RealSettings): string => {
  const { textsPerHour, callsPerHour, liveCalls, callSeconds } = limits;
  return `${textsPerHour} texts and ${callsPerHour} calls an hour at most, ${liveCalls} at a time, ${callSeconds} s each${record ? ", recorded" : ""}`;
};

const describeHearing = ({ publicUrl, callbackHost, callbackPort }: RealSettings): string =>
  publicUrl === undefined
    ? "by asking Twilio again and again: texts both ways, calls out that only speak. --public-url has more."
    : `callbacks at ${publicUrl}/tw/…, which has to lead to ${callbackHost}:${callbackPort}`;

const inDollars = (millionths: number): string => (millionths / 1_000_000).toFixed(2);
