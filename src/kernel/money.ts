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

/** Turns dollars with up to three decimals (`5`, `0.009`) into whole thousandths. Undefined when it is no amount. */
export const dollarsToMills = (dollars: number | string): number | undefined => {
  const parts = /^(\d{1,12})(?:\.(\d{1,3}))?$/.exec(String(dollars));
  if (parts === null) return undefined;
  return Number(parts[1]) * 1000 + Number((parts[2] ?? "").padEnd(3, "0"));
};

/** Thousandths of a dollar as dollars with two decimals, or three where they are needed: `5000` gives `5.00`, `9` gives `0.009`. */
export const millsToDollars = (mills: number): string => {
  const digits = String(Math.abs(mills)).padStart(4, "0");
  const decimals = digits.slice(-3).replace(/0$/, "");
  return `${mills < 0 ? "-" : ""}${digits.slice(0, -3)}.${decimals}`;
};
