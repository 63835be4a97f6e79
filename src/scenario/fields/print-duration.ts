const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
  ["ms", 1],
] as const;

/** Writes whole milliseconds the way scenario files do: `2390000` gives `39m50s`, zero gives `0s`. */
export const printDuration = (milliseconds: number): string => {
  let rest = milliseconds;
  let text = "";
  for (const [unit, size] of units) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0) text += `${amount}${unit}`;
  }
  return text === "" ? "0s" : text;
};
