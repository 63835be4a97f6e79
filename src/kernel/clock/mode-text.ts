import type { ClockMode } from "./clock.ts";

/** Reads `auto`, `manual`, `real` or a factor such as `60x` as a mode of the clock. Undefined for anything else. */
export const readClockMode = (text: string): ClockMode | undefined => {
  if (text === "auto" || text === "manual") return text;
  if (text === "real") return 1;
  const factor = /^(\d{1,6}(?:\.\d{1,3})?)x$/.exec(text)?.[1];
  return factor !== undefined && Number(factor) > 0 ? Number(factor) : undefined;
};

/** Writes a mode of the clock as users write it. */
export const writeClockMode = (mode: ClockMode): string => {
  if (typeof mode === "string") return mode;
  return mode === 1 ? "real" : `${mode}x`;
};
