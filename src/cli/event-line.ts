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
  const told = Object.entries(fields).map(([name, value]) => `${name}=${fieldText(value)}`);
  return printable(`#${seq} ${at} `) + paint("cyan", printable(type)) + printable(` ${told.join(" ")}`);
};

const fieldText = (value: unknown): string =>
  typeof value === "string" && /^[^\s"]+$/.test(value) ? value : JSON.stringify(value);
