import { TwilioRefused } from "../../../carriers/twilio/rest/twilio-errors.ts";
import { createTwilioClient } from "../../../carriers/twilio/rest/create-twilio-client.ts";
import type { RealSettings } from "../../../carriers/twilio/settings/real-settings.ts";
import type { RealTime } from "../../../kernel/clock/clock.ts";
import { broken, type Finding, fine, skipped } from "./finding.ts";
import { why } from "./why.ts";

const about = "auth token";

/**
 * Whether the auth token is the account's, where an API key asks in its place: by asking with it once. With another, every
 * callback of Twilio's would be refused as forged.
 */
export const checkAuthToken = async (
  { account, apiUrl, hearing }: RealSettings,
  realTime: RealTime,
): Promise<Finding> => {
  if (hearing === "poll")
    return skipped(about, "Nobody calls back where ringback polls, so it is not needed.");
  if (account.user === account.sid)
    return skipped(about, "It is what Twilio is asked with: see the account.");
  const withToken = { ...account, user: account.sid, password: account.authToken };
  const twilio = createTwilioClient({ settings: { account: withToken, apiUrl }, realTime });
  try {
    await twilio.account();
    return fine(about, "It is the account's, so callbacks can be checked.");
  } catch (error) {
    const isDenied = error instanceof TwilioRefused && (error.status === 401 || error.status === 403);
    if (!isDenied) return skipped(about, `Twilio could not be asked: ${why(error)}`);
    const cure = "Copy TWILIO_AUTH_TOKEN again from Twilio's Console: the primary one, of this very account.";
    return broken(about, "It is not the account's: every callback would be refused as forged.", cure);
  }
};
