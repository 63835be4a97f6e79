import { maskText } from "../rails/masked.ts";
import type { Tell } from "../tell.ts";

/** Does something that nobody waits for: what goes wrong in one call must not take the others with it. */
export const safely = (tell: Tell, work: () => void): void => {
  try {
    work();
  } catch (error) {
    const why =
      error instanceof Error ? maskText(`${error.name}: ${error.message}`) : "something that is no error";
    tell.warn(`What happened in a call could not be handled: ${why} This is a bug in ringback.`);
  }
};
