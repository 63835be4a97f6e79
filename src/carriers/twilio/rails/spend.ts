import { createHash } from "node:crypto";
import { canonicalJson } from "../../../kernel/canonical-json.ts";
import type { RealState, Reservation } from "../state/real-state.ts";
import { costOfSeconds, type Cost } from "./money.ts";
import type { RailsState, RealAct } from "./rails.ts";

type Spend = RealState["spend"];

/** How it stands with the money of the day. A day begins at midnight UTC, and none begins twice: a clock set back changes nothing. */
export const standing = ({ spend }: RealState, now: number): Omit<RailsState["spend"], "cap"> => {
  const day = laterDay(spend.day, now);
  if (day !== spend.day) return { day, settled: 0, reserved: 0 };
  const reserved = Object.values(spend.reserved)
    .filter(({ at }) => at >= startOf(day))
    .reduce((sum, row) => sum + partsOf(row).reserved, 0);
  return { day, settled: spend.settled, reserved };
};

interface Aside {
  readonly act: RealAct;
  readonly cost: Cost;
  readonly now: number;
}

/** Sets aside what an act may cost at most. */
export const setAside = ({ spend }: RealState, id: string, { act, cost, now }: Aside): void => {
  const day = beginDay(spend, now);
  const before = rowOf(spend, id);
  // What an act of this id may have cost before is not known any better later on.
  if (before !== undefined && before.at >= startOf(day)) spend.settled += partsOf(before).reserved;
  const { most, beside, call } = cost;
  spend.reserved[id] = {
    // Never before the day it is counted for, though a clock may say so.
    at: Math.max(now, startOf(day)),
    most,
    act: nameOf(act),
    ...(beside > 0 && { beside }),
    ...(call !== undefined && { call }),
  };
};

/** Whether an act has leave under an id already; `another` where something else has, and the id is no good. */
export const leaveBefore = (
  { spend }: RealState,
  id: string,
  act: RealAct,
): "none" | "stands" | "another" => {
  const row = rowOf(spend, id);
  if (row === undefined) return "none";
  if (row.act !== nameOf(act)) return "another";
  if (row.cost === undefined) return row.over ? "none" : "stands";
  // Nothing came of it, or the outbox does not do it again: anything else may cost a second time.
  return row.cost > 0 && (act.do === "text" || act.do === "call" || act.do === "buy") ? "stands" : "none";
};

/** Counts what nothing was set aside for. */
export const countSpent = ({ spend: money }: RealState, cost: number, now: number): void => {
  beginDay(money, now);
  money.settled += cost;
};

/** Puts what it cost in place of what was set aside. Said again, the later word counts. */
export const settleRow = (state: RealState, id: string, cost: number, now: number): void =>
  change(state, id, now, (row) => ({ ...row, cost }));

/** Lowers what was set aside for a call to what so many seconds of it cost at most. */
export const shortenRow = (state: RealState, id: string, seconds: number, now: number): void =>
  change(state, id, now, (row) => {
    if (row.call === undefined) return row;
    const { most, beside } = costOfSeconds(seconds, row.call);
    return { ...row, most: Math.min(row.most, most), beside: Math.min(row.beside ?? 0, beside), over: true };
  });

const change = (
  { spend }: RealState,
  id: string,
  now: number,
  edit: (row: Reservation) => Reservation,
): void => {
  const row = rowOf(spend, id);
  if (row === undefined) return;
  const edited = edit(row);
  spend.reserved[id] = edited;
  // What was set aside on one day stays with that day's money, whenever it is settled.
  if (row.at < startOf(laterDay(spend.day, now))) return;
  spend.settled += partsOf(edited).settled - partsOf(row).settled;
};

const rowOf = ({ reserved }: Spend, id: string): Reservation | undefined =>
  Object.hasOwn(reserved, id) ? reserved[id] : undefined;

/**
 * Twilio's price of a call is that of the connection alone: what is beside it stays as it was set aside. Only what never
 * came about has nothing beside; a call that is over says by its length whether it did.
 */
const partsOf = (row: Reservation): { readonly settled: number; readonly reserved: number } => {
  const { most, beside = 0, cost, over = false } = row;
  if (cost === undefined) return { settled: 0, reserved: most };
  return { settled: cost === 0 && !over ? 0 : cost + beside, reserved: 0 };
};

/** Opens the books of today, if that is a new day; answers which day it is. */
const beginDay = (money: Spend, now: number): string => {
  const day = laterDay(money.day, now);
  if (day !== money.day) Object.assign(money, { day, settled: 0 });
  return day;
};

const laterDay = (day: string, now: number): string => {
  const today = new Date(now).toISOString().slice(0, 10);
  return today > day ? today : day;
};

const startOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

const nameOf = (act: RealAct): string =>
  createHash("sha256").update(canonicalJson(act)).digest("hex").slice(0, 16);
