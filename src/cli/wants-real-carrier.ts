import type { Values } from "./command.ts";
import { UsageError } from "./failures.ts";
import { didYouMean } from "./read-arguments.ts";
import { realOptions } from "./real-options.ts";

const { choices } = realOptions.carrier;

/** Whether a real carrier is asked for, by the flag or, without one, by the environment. Nothing else asks for it. */
export const wantsRealCarrier = ({
  carrier,
  "public-url": publicUrl,
  "callback-port": callbackPort,
}: Values<typeof realOptions>): boolean => {
  const wanted = carrier ?? (process.env["RINGBACK_CARRIER"] || "fake");
  if (!choices.some((choice) => choice === wanted)) {
    throw new UsageError(
      `RINGBACK_CARRIER is one of ${choices.join(", ")}, not ${wanted}.${didYouMean(wanted, choices)}`,
    );
  }
  if (wanted === "twilio") return true;
  const flag = publicUrl === undefined ? "--callback-port" : "--public-url";
  if (publicUrl === undefined && callbackPort === undefined) return false;
  throw new UsageError(`${flag} goes with --carrier twilio: nobody calls back to a simulated network.`);
};
