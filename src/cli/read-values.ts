import { parseDuration } from "../kernel/duration.ts";
import { UsageError } from "./failures.ts";

/** The value of a flag that a command cannot do without. `flag` is as help shows it: `--to NUMBER`. */
export const required = (value: string | undefined, flag: string): string => {
  if (value !== undefined) return value;
  throw new UsageError(`This needs ${flag}. --help shows an example.`);
};

/** A whole number between two bounds, both allowed, or undefined where none was said. */
export const readWhole = (
  value: string | undefined,
  flag: string,
  least: number,
  most: number,
): number | undefined => {
  if (value === undefined) return undefined;
  const whole = Number(value);
  if (/^\d{1,16}$/.test(value) && whole >= least && whole <= most) return whole;
  throw new UsageError(`${flag} is a whole number from ${least} to ${most}, not ${value}.`);
};

/** A length of time such as `20s`, kept as it was written. */
export const readDurationText = (value: string | undefined, flag: string): string | undefined => {
  if (value === undefined || parseDuration(value) !== undefined) return value;
  const cure = /^\d{1,9}$/.test(value) ? `Write ${value}s for seconds.` : "Write it like 20s or 1m30s.";
  throw new UsageError(`${flag} is a length of time, and ${value} is none. ${cure}`);
};

/** A length of time, in milliseconds. */
export const readDuration = (value: string | undefined, flag: string): number | undefined => {
  const text = readDurationText(value, flag);
  return text === undefined ? undefined : parseDuration(text);
};
