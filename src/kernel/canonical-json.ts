/** JSON with the keys of every object in order, so that equal values give equal texts. Undefined fields are left out. */
export const canonicalJson = (value: unknown): string => JSON.stringify(value, sortKeys) ?? "null";

const sortKeys = (_key: string, value: unknown): unknown => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1)));
};
