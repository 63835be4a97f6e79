import { type RealFlags, readRealSettings } from "../../carriers/twilio/settings/read-real-settings.ts";
import type { Tell } from "../../carriers/twilio/tell.ts";
import { RingbackError } from "../../kernel/errors.ts";
import type { RealCarrierConfig } from "../config.ts";
import { maskedTell } from "./masked-tell.ts";

export { confirmation } from "../../carriers/twilio/settings/read-real-settings.ts";

/** Makes a configuration of what the environment and flags say. Throws `validation_error` with everything that is wrong, a line each. */
export const readRealConfig = (
  variables: Readonly<Record<string, string | undefined>>,
  flags: RealFlags,
  tell: Tell,
): RealCarrierConfig => {
  const reading = readRealSettings(variables, flags);
  if ("settings" in reading) return { settings: reading.settings, tell: maskedTell(tell) };
  const lines = [
    "The real carrier cannot be used yet:",
    ...reading.problems.map((problem) => `- ${problem}`),
  ];
  throw new RingbackError(
    "validation_error",
    [...lines, "ringback doctor --carrier twilio looks at all of it."].join("\n"),
  );
};
