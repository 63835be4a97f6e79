import { TwilioRefused } from "../../../carriers/twilio/rest/twilio-errors.ts";
import type { AccountFacts, Twilio } from "../../../carriers/twilio/rest/twilio.ts";
import type { RealSettings } from "../../../carriers/twilio/settings/real-settings.ts";
import { broken, type Finding, fine, odd } from "./finding.ts";
import { why } from "./why.ts";

const about = "account";

/** Whether Twilio knows the account and the credentials, and what kind of account it is. */
export const checkAccount = async (twilio: Twilio, { account, apiUrl }: RealSettings): Promise<Finding> => {
  try {
    return judge(await twilio.account());
  } catch (error) {
    const isKey = account.user !== account.sid;
    const isDenied = error instanceof TwilioRefused && [401, 403, 404].includes(error.status);
    if (isKey && isDenied && (await worksOtherwise(twilio))) {
      return odd(
        about,
        "The API key works, and may not read the account itself, as standard keys may not.",
        "Look in Twilio's Console whether the account is active, and no trial.",
      );
    }
    if (!isDenied) {
      const cure = `Check this machine's way to ${new URL(apiUrl).host}, and https://status.twilio.com.`;
      return broken(about, why(error), cure);
    }
    const { status, code } = error;
    return broken(
      about,
      `Twilio does not take the credentials (HTTP ${status}, code ${code}).`,
      `Check TWILIO_ACCOUNT_SID and ${isKey ? "TWILIO_API_KEY with TWILIO_API_SECRET" : "TWILIO_AUTH_TOKEN"}: they have to be of one account, and live.`,
    );
  }
};

const worksOtherwise = async (twilio: Twilio): Promise<boolean> => {
  try {
    await twilio.listNumbers({ PhoneNumber: "+15005550006" });
    return true;
  } catch {
    return false;
  }
};

const judge = ({ status, type }: AccountFacts): Finding => {
  if (status !== "active") {
    return broken(
      about,
      `Twilio says the account is ${status}.`,
      "Twilio's Console says why, and how to end that.",
    );
  }
  if (type !== "Trial") return fine(about, "The account is active and no trial.");
  return odd(
    about,
    "It is a trial account: it reaches only numbers that were verified in Twilio's Console, puts a sentence of its own before texts and calls, and the newer ones send no text of yours at all.",
    "Verify the numbers of RINGBACK_REAL_ALLOW_TO there, or upgrade the account.",
  );
};
