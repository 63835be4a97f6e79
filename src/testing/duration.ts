/** A length of the world's time: text such as `30s` or `39m50s`, or whole milliseconds. */
export type Duration = string | number;

/** A duration as text, so that it reads the same in a journal however it was given. */
export const writeDuration = (duration: Duration): string =>
  typeof duration === "string" ? duration : `${duration}ms`;
