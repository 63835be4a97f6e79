import { confirmation } from "../../../carriers/twilio/settings/read-real-settings.ts";
import type { RealSettings } from "../../../carriers/twilio/settings/real-settings.ts";
import { type Finding, fine, odd } from "./finding.ts";

/** Whether the mode would start, and whether anything would be sent in it. */
export const checkMode = (
  { dryRun }: RealSettings,
  variables: Readonly<Record<string, string | undefined>>,
): readonly Finding[] => [
  fine("settings", "They can be read."),
  variables["RINGBACK_REAL_CONFIRM"]?.trim() === confirmation
    ? fine("confirmation", "Real money is confirmed in the environment.")
    : odd(
        "confirmation",
        "Real money is not confirmed, so start asks at a terminal.",
        `Elsewhere say RINGBACK_REAL_CONFIRM=${confirmation}.`,
      ),
  dryRun
    ? fine("dry run", "Nothing is sent. RINGBACK_REAL_DRY_RUN=0 ends that, once all else is well.")
    : odd(
        "dry run",
        "Off: what an agent sends is sent, and costs.",
        "Take RINGBACK_REAL_DRY_RUN away to try without.",
      ),
];
