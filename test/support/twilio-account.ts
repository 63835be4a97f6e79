import { createTwilioClient } from "../../src/carriers/twilio/rest/create-twilio-client.ts";
import type { Twilio } from "../../src/carriers/twilio/rest/twilio.ts";
import type { TwilioAccount } from "../../src/carriers/twilio/settings/real-settings.ts";
import type { RealTime } from "../../src/kernel/clock/clock.ts";
import { EagerTime } from "./eager-time.ts";

/** An account that nobody has. */
export const account: TwilioAccount = {
  sid: `AC${"0".repeat(31)}1`,
  user: `SK${"0".repeat(31)}2`,
  password: "a-secret-of-requests",
  authToken: "a-token-of-signatures",
};

/** A client of this account for an API at an address. */
export const clientAt = (apiUrl: string, realTime: RealTime = new EagerTime()): Twilio =>
  createTwilioClient({ settings: { account, apiUrl }, realTime });

/** A text to send, with nothing in it that an error may repeat. */
export const text = { To: "+14155550100", From: "+14155550199", Body: "The code of the door is 4711." };

/** What may stand in no error about this account and that text. */
export const confidential = { account, telephones: [text.To, text.From], words: [text.Body] };
