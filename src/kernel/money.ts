/** Dollars as JSON numbers have at most two decimals and no exponent; anything else is not an amount of money. */
const plainDollars = /^(\d{1,12})(?:\.(\d{1,2}))?$/;

/** Turns dollars (`10`, `12.5`) into whole cents without touching floating point. Undefined when it is no amount. */
export const dollarsToMinor = (dollars: number | string): number | undefined => {
  const parts = plainDollars.exec(String(dollars));
  if (parts === null) return undefined;
  return Number(parts[1]) * 100 + Number((parts[2] ?? "").padEnd(2, "0"));
};

/** Whole cents as dollars with two decimals: `1000` gives `10.00`. */
export const minorToDollars = (minor: number): string => {
  const digits = String(Math.abs(minor)).padStart(3, "0");
  return `${minor < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
