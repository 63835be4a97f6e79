import { parseDuration } from "../../kernel/duration.ts";

/** A duration as the controls accept it, text or milliseconds, in milliseconds. */
export const readDuration = (duration: string | number): number =>
  typeof duration === "number" ? duration : (parseDuration(duration) ?? 0);
