import { createTwilioClient } from "../../../carriers/twilio/rest/create-twilio-client.ts";
import { type RealFlags, readRealSettings } from "../../../carriers/twilio/settings/read-real-settings.ts";
import type { RealSettings } from "../../../carriers/twilio/settings/real-settings.ts";
import { hostTime } from "../../../kernel/clock/host-time.ts";
import type { RealTime } from "../../../kernel/clock/clock.ts";
import { checkAccount } from "./check-account.ts";
import { checkAuthToken } from "./check-auth-token.ts";
import { checkBalance } from "./check-balance.ts";
import { checkCallbackPort, checkCallbacks } from "./check-callbacks.ts";
import { checkMode } from "./check-mode.ts";
import { checkNumbers } from "./check-numbers.ts";
import { checkPublicName } from "./check-public-name.ts";
import { checkRecipients } from "./check-recipients.ts";
import { checkStateFile } from "./check-state-file.ts";
import { type Finding, skipped } from "./finding.ts";

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Looks at everything a real carrier needs, and asks Twilio only what is free: nobody is reached and nothing is changed there.
 * Each finding is told as soon as it is there. Answers whether the settings could be read at all.
 */
export const examineReal = async (
  variables: Variables,
  flags: RealFlags,
  tell: (...findings: readonly Finding[]) => void,
  realTime: RealTime = hostTime,
): Promise<boolean> => {
  const reading = readRealSettings(variables, flags);
  if ("problems" in reading) {
    // Each says its own cure.
    for (const says of reading.problems) tell({ about: "settings", state: "fail", says });
    return false;
  }
  await examine(reading.settings, variables, tell, realTime);
  return true;
};

const examine = async (
  settings: RealSettings,
  variables: Variables,
  tell: (...findings: readonly Finding[]) => void,
  realTime: RealTime,
): Promise<void> => {
  tell(...checkMode(settings, variables));
  const { findings, numbers } = checkStateFile(settings, realTime);
  tell(...findings, ...checkRecipients(settings));
  const twilio = createTwilioClient({ settings, realTime });
  const account = await checkAccount(twilio, settings);
  tell(account);
  // Whoever is not let in learns nothing from asking three times more.
  if (account.state === "fail")
    tell(skipped("balance and numbers", "Not asked while something is wrong with the account."));
  else {
    tell(await checkAuthToken(settings, realTime), await checkBalance(twilio, settings));
    tell(...(await checkNumbers(twilio, settings, numbers)));
  }
  const { publicUrl } = settings;
  if (publicUrl === undefined) {
    tell(
      await checkCallbackPort(settings, realTime),
      skipped(
        "callbacks",
        "There is no --public-url, so ringback polls: texts both ways, and calls out that only speak.",
      ),
    );
    return;
  }
  const name = await checkPublicName(publicUrl);
  tell(name);
  if (name.state === "fail") {
    tell(
      await checkCallbackPort(settings, realTime),
      skipped("callbacks", "Nobody can come in by that name."),
    );
  } else tell(...(await checkCallbacks({ ...settings, publicUrl }, realTime)));
};
