import type { RealState } from "../../carriers/twilio/state/real-state.ts";

/** A state as it was kept, or in a sentence why it is none of ours. */
export type ReadState = { readonly state: RealState } | { readonly why: string };

/** Reads what a state file holds. Money hangs on it, so whatever is not exactly as ringback writes it is refused. */
export const readState = (kept: unknown, account: string): ReadState => {
  if (!isRecord(kept) || kept["format"] !== "ringback-real") {
    return { why: "is no state of a real carrier. Name another file by RINGBACK_REAL_STATE" };
  }
  const { version } = kept;
  if (typeof version === "number" && version > 1) {
    return {
      why: `was written by a newer ringback (its version is ${version}). Use that one, or another file`,
    };
  }
  if (version !== 1) return damaged("version");
  if (typeof kept["account"] !== "string") return damaged("account");
  if (kept["account"] !== account) {
    return {
      why: "belongs to another Twilio account. Give each account a file of its own by RINGBACK_REAL_STATE",
    };
  }
  const wrong = Object.entries(parts).find(([name, fits]) => !fits(kept[name]))?.[0];
  return wrong === undefined ? { state: withPlainRecords(kept as unknown as RealState) } : damaged(wrong);
};

type Fits = (value: unknown) => boolean;

const damaged = (where: string): ReadState => ({
  why:
    `is damaged at "${where}". Restore it from a backup, or move it away: then a new day's money begins, ` +
    "and URLs of numbers that were not put back have to be set by hand",
});

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const text: Fits = (value) => typeof value === "string";
const flag: Fits = (value) => typeof value === "boolean";
const count: Fits = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const oneOf =
  (...words: readonly string[]): Fits =>
  (value) =>
    words.some((word) => word === value);
const perhaps =
  (fits: Fits): Fits =>
  (value) =>
    value === undefined || fits(value);
const shaped =
  (fields: Readonly<Record<string, Fits>>): Fits =>
  (value) =>
    isRecord(value) && Object.entries(fields).every(([name, fits]) => fits(value[name]));
const recordOf =
  (fits: Fits): Fits =>
  (value) =>
    isRecord(value) && Object.values(value).every(fits);
const listOf =
  (fits: Fits): Fits =>
  (value) =>
    Array.isArray(value) && value.every(fits);

const day: Fits = (value) =>
  typeof value === "string" &&
  /^\d{4}-\d\d-\d\d$/.test(value) &&
  Number.isFinite(Date.parse(`${value}T00:00:00Z`));

const reservation = shaped({
  at: count,
  most: count,
  act: text,
  beside: perhaps(count),
  call: perhaps(shaped({ minute: count, minuteBeside: count, once: count })),
  over: perhaps(flag),
  cost: perhaps(count),
});

const outboxRow = shaped({
  id: text,
  kind: oneOf("text", "call", "buy"),
  state: oneOf("sending", "unknown", "done", "refused", "lost"),
  at: count,
  from: perhaps(text),
  to: perhaps(text),
  bodyHash: perhaps(text),
  sid: perhaps(text),
  number: perhaps(text),
  why: perhaps(text),
});

const urls = shaped({
  smsUrl: text,
  smsMethod: text,
  smsFallbackUrl: text,
  voiceUrl: text,
  voiceMethod: text,
  voiceFallbackUrl: text,
  statusCallback: text,
  statusCallbackMethod: text,
});

const parts: Readonly<Record<string, Fits>> = {
  spend: shaped({ day, settled: count, reserved: recordOf(reservation) }),
  past: listOf(shaped({ at: count, do: oneOf("text", "call"), to: text })),
  outbox: recordOf(outboxRow),
  numbers: recordOf(shaped({ sid: text, bought: flag, country: text, previous: perhaps(urls) })),
  cursors: recordOf(Number.isFinite),
};

// Ids come from outside: none of them may be the name of something that every object has.
const withPlainRecords = (state: RealState): RealState => ({
  ...state,
  spend: { ...state.spend, reserved: plain(state.spend.reserved) },
  outbox: plain(state.outbox),
  numbers: plain(state.numbers),
  cursors: plain(state.cursors),
});

const plain = <Row>(record: Readonly<Record<string, Row>>): Record<string, Row> =>
  Object.assign(Object.create(null) as Record<string, Row>, record);
