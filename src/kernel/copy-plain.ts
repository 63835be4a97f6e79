/**
 * A copy of plain data that shares nothing with it: objects, arrays and values, as JSON has them, and `undefined`. Many
 * times faster than `structuredClone`, which a world with a million rows cannot wait for.
 */
export const copyPlain = <Value>(value: Value): Value => {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copyPlain) as Value;
  const copy = { ...value };
  for (const key in copy) {
    const part = copy[key];
    if (typeof part !== "object" || part === null) continue;
    // Written out, for by assignment `__proto__` would be no key.
    if (key === "__proto__") Object.defineProperty(copy, key, { value: copyPlain(part) });
    else copy[key] = copyPlain(part);
  }
  return copy;
};
