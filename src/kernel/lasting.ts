/** What was found out about a value that never changes again. */
export interface Findings {
  /** The value as JSON. */
  text?: string;
  /** What it was checked by and found sound. */
  soundBy?: object;
}

const findings = new WeakMap<object, Findings>();

/** Freezes plain data all through, so that what is found out about it once holds for good. */
export const lasting = <Value extends object>(value: Value): Value => {
  freeze(value);
  findings.set(value, {});
  return value;
};

/** What is known of a lasting value, for whoever finds out more to add to. Undefined for one that may change. */
export const findingsOn = (value: object): Findings | undefined => findings.get(value);

const freeze = (value: object): void => {
  for (const part of Object.values(value)) if (typeof part === "object" && part !== null) freeze(part);
  Object.freeze(value);
};
