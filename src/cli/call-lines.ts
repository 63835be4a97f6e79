import type { callControlOperations } from "../contract/control/calls.ts";
import type { OutputOf } from "../contract/operation.ts";
import { type Paint, printable } from "./terminal.ts";

/** A call as the controls tell it. */
export type ToldCall = OutputOf<(typeof callControlOperations)["control.calls.get"]>;

/** A call on one line: its id, when it began, who called whom, and how it stands or ended. */
export const callLine = (call: ToldCall, paint: Paint): string => {
  const { callId, startedAt, from, to, turns } = call;
  const said = turns.length === 1 ? "1 turn" : `${turns.length} turns`;
  const stands = call.phase === "over" ? endText(call) : call.phase;
  return `${paint("cyan", printable(callId))} ${paint("dim", startedAt)} ${printable(`${nameOf(from)} → ${nameOf(to)} ${stands}, ${said}`)}`;
};

/** Something that was said or pressed, on one line: how long after the first ring, by whom, and what. */
const turnLine = (call: ToldCall, turn: ToldCall["turns"][number], paint: Paint): string => {
  const who = turn.role === "agent" ? paint("cyan", "agent ") : paint("green", "person");
  const what = turn.digits === true ? `pressed ${turn.text}` : `“${turn.text}”`;
  const cut = turn.interrupted === true ? " (talked over)" : "";
  return `${paint("dim", clockText(call.startedAt, turn.at))} ${who} ${printable(what)}${cut}`;
};

/** What was said and pressed and what went wrong in a call, a line each, but for what was told before. */
export const newLines = (
  call: ToldCall,
  paint: Paint,
  told: Pick<ToldCall, "turns" | "remarks"> = { turns: [], remarks: [] },
): readonly string[] => {
  const turns = call.turns
    .slice(told.turns.length)
    .map((turn) => ({ ...turn, line: turnLine(call, turn, paint) }));
  const remarks = call.remarks
    .slice(told.remarks.length)
    .map(({ at, why }) => ({ at, line: remarkLine(call, at, why, paint) }));
  return [...turns, ...remarks]
    .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))
    .map(({ line }) => line);
};

/** How a call was taken, on one line. */
export const answerLine = (call: ToldCall, paint: Paint): string => {
  const { startedAt, answeredAt = startedAt, answeredBy } = call;
  const by = answeredBy === undefined || answeredBy === "person" ? "" : ` by a ${answeredBy}`;
  return `${paint("dim", clockText(startedAt, answeredAt))} answered${by}`;
};

/** How a call ended, on one line. */
export const endLine = (call: ToldCall, paint: Paint): string => {
  const { startedAt, endedAt = startedAt } = call;
  return `${paint("dim", clockText(startedAt, endedAt))} ${printable(endText(call))}`;
};

const remarkLine = ({ startedAt }: ToldCall, at: string, why: string, paint: Paint): string =>
  `${paint("dim", clockText(startedAt, at))} ${paint("yellow", "agent ")} ${printable(why)}`;

const endText = ({ status, disconnectionReason, answeredAt, endedAt }: ToldCall): string => {
  const why = disconnectionReason === undefined ? status : `${status}, ${disconnectionReason}`;
  if (answeredAt === undefined || endedAt === undefined) return `over (${why})`;
  return `over after ${(Date.parse(endedAt) - Date.parse(answeredAt)) / 1000} s (${why})`;
};

const nameOf = (number: string): string => number || "a browser";

/** Minutes, seconds and tenths since the first ring. */
const clockText = (start: string, at: string): string => {
  const tenths = Math.floor((Date.parse(at) - Date.parse(start)) / 100);
  const seconds = String(Math.floor(tenths / 10) % 60).padStart(2, "0");
  return `${Math.floor(tenths / 600)}:${seconds}.${tenths % 10}`;
};
