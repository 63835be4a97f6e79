import { describeBare } from "../../../api/match/describe-value.ts";
import type { WorldEvent } from "../../../contract/events.ts";
import type { Json } from "../../../kernel/json.ts";

/** An event in one line, with the file's names for numbers: `message.received line inbox from acme body “hello”`. */
export const tellEvent = (
  { seq: _seq, at: _at, type, ...fields }: WorldEvent,
  nameOf: (number: string) => string | undefined,
): string => {
  const turn = tellTurn(type, fields, nameOf);
  if (turn !== undefined) return turn;
  const told = Object.entries(fields as Readonly<Record<string, Json>>).map(([name, value]) => {
    const known = typeof value === "string" ? nameOf(value) : undefined;
    return `${name} ${known ?? describeBare(value)}`;
  });
  return [type, ...told].join(" ");
};

/** Whether an event tells what somebody did in their turn of a call. */
export const isTurn = ({ type }: WorldEvent): boolean => turns.has(type);

const turns: ReadonlySet<string> = new Set([
  "turn.user",
  "turn.agent",
  "turn.silent",
  "turn.flawed",
  "digits.pressed",
]);

/** A turn of a call, as a line of what was said: `turn.user salon to main: “Hello?”`. */
const tellTurn = (
  type: string,
  fields: Readonly<Record<string, unknown>>,
  nameOf: (number: string) => string | undefined,
): string | undefined => {
  if (!turns.has(type)) return undefined;
  const { line, from, to, by, text, digits, why, interrupted } = fields;
  const nameIn = (number: unknown): string => nameOf(String(number)) ?? String(number);
  const [own, other] = [nameIn(line), nameIn(line === from ? to : from)];
  const isAgents = type === "turn.user" ? false : by !== "user";
  const said = typeof text === "string" ? `“${text}”` : typeof digits === "string" ? digits : why;
  const cut = interrupted === true ? " (interrupted)" : "";
  return `${type} ${isAgents ? own : other} to ${isAgents ? other : own}: ${String(said)}${cut}`;
};
