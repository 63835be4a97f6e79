import type { Warning } from "../scenario/report/report.ts";

/** A warning that a world gave while it ran, as a report tells it; undefined for what the judge tells by itself. */
export const runWarning = (sentence: string): Warning | undefined => {
  if (/^The step .* could not be done:/.test(sentence)) return undefined;
  const code = codes.find(([sign]) => sign.test(sentence))?.[1] ?? "warning";
  return { code, message: sentence };
};

const codes: readonly (readonly [sign: RegExp, code: string])[] = [
  [/it runs at once\.$/, "already_past"],
  [/^The journal /, "storage_failed"],
  [/timers fired at /, "clock_loop"],
];
