import { type Paint, printable } from "./terminal.ts";

/** An event as the control API tells it. */
export interface ToldEvent {
  readonly seq: number;
  readonly at: string;
  readonly type: string;
  readonly [field: string]: unknown;
}

/** An event on one line: its place, the world's time, its name and its fields. */
export const eventLine = ({ seq, at, type, ...fields }: ToldEvent, paint: Paint): string => {
  const spoken = speechText(type, fields);
  if (spoken !== undefined)
    return printable(`#${seq} ${at} `) + paint("cyan", printable(type)) + printable(spoken);
  const told = Object.entries(fields).map(([name, value]) => `${name}=${fieldText(value)}`);
  return printable(`#${seq} ${at} `) + paint("cyan", printable(type)) + printable(` ${told.join(" ")}`);
};

/** What was said or pressed in a call, as people read it. */
const speechText = (
  type: string,
  { callId, by, text, digits, why, interrupted }: Fields,
): string | undefined => {
  const call = ` ${String(callId)}`;
  if (type === "turn.user") return `${call} person: “${String(text)}”`;
  if (type === "turn.agent")
    return `${call} agent: “${String(text)}”${interrupted === true ? " (talked over)" : ""}`;
  if (type === "turn.silent") return `${call} agent: silent, ${String(why)}`;
  if (type === "turn.flawed") return `${call} agent: not done, ${String(why)}`;
  if (type !== "digits.pressed") return undefined;
  return `${call} ${by === "user" ? "person" : String(by)} pressed ${String(digits)}`;
};

type Fields = Readonly<Record<string, unknown>>;

const fieldText = (value: unknown): string =>
  typeof value === "string" && /^[^\s"]+$/.test(value) ? value : JSON.stringify(value);
