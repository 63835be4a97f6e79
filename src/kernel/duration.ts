const unitMilliseconds: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Reads a length of time such as `30s` or `39m50s` as milliseconds. Undefined for anything else, bare numbers included. */
export const parseDuration = (text: string): number | undefined => {
  if (!/^(?:\d+(?:ms|s|m|h|d))+$/.test(text)) return undefined;
  let milliseconds = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+)(ms|s|m|h|d)/g)) {
    milliseconds += Number(amount) * (unitMilliseconds[unit ?? ""] ?? 0);
  }
  return milliseconds;
};
