import { hostTime } from "../kernel/clock/host-time.ts";

/** How long a reader may take to fetch what was printed, in milliseconds. */
const longestFarewell = 1_000;

/**
 * Ends the process once everything it printed has been read, a second later at the most: a pipe that nobody empties
 * would keep it for ever.
 */
export const leave = async (exitCode: number): Promise<never> => {
  await Promise.race([Promise.all([allRead(process.stdout), allRead(process.stderr)]), farewell()]);
  process.exit(exitCode);
};

// Writes are carried out in order, so when this one is over all of them are; a reader who has gone ends them too.
const allRead = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => void stream.write("", () => resolve()));

const farewell = (): Promise<void> => new Promise((resolve) => void hostTime.after(longestFarewell, resolve));
