import * as z from "zod";
import { voiceOddities } from "../../contract/control/voice-oddities.ts";
import { choice, dollars, duration, flag, integer, text, webAddress } from "../fields/fields.ts";
import type { ScenarioSettings } from "../scenario.ts";

/** How both services treat the default account where documentation leaves a choice. */
export const settingsSchema = () =>
  z.strictObject({ ...storeFields(), ...phoneFields() }).transform(sortSettings);

const storeFields = () => ({
  markReadOnGet: flag("whether a text that is asked for by itself becomes read").exactOptional(),
  quoteLifetime: duration("how long a quote is good for; 0s for ever").exactOptional(),
  showQuoteExpiry: flag("whether quotes say when they expire").exactOptional(),
  showCallLogExtras: flag("whether call logs say more than is documented").exactOptional(),
  largestTopupUsd: dollars("the most that a number can be topped up with at once").exactOptional(),
});

const phoneFields = () => ({
  idStyle: choice("what AgentPhone's ids look like", ["prefixed", "cuid"]).exactOptional(),
  errorShape: choice("how AgentPhone refuses", ["detail", "envelope"]).exactOptional(),
  validationShape: choice("how AgentPhone refuses a bad input", [
    "list",
    "envelope",
    "detail",
  ]).exactOptional(),
  requireRegistration: flag("whether SMS want a 10DLC registration first").exactOptional(),
  requirePaymentMethod: flag("whether numbers and calls want a payment method first").exactOptional(),
  hasPaymentMethod: flag("whether there is a payment method").exactOptional(),
  scarceAreaCode: choice("what becomes of a wish for an area code without numbers", [
    "conflict",
    "any",
  ]).exactOptional(),
  emptyAreaCodes: z
    .array(text("an area code, or * for all"))
    .describe("area codes that are sold out")
    .exactOptional(),
  usagePlan: choice("what the usage says of the plan", ["limits", "name", "none"]).exactOptional(),
  planName: text("what the plan is called").exactOptional(),
  rateLimits: flag("whether the documented limits on requests are held").exactOptional(),
  enforceBalance: flag("whether an empty balance refuses").exactOptional(),
  numberLimit: integer("how many numbers may be held at once", 0, 1000).exactOptional(),
  enforceNumberLimit: flag("whether that limit is held").exactOptional(),
  numberType: choice("what a number that is bought becomes", ["sms", "imessage"]).exactOptional(),
  sendingLimits: flag("whether writing to people who do not answer is limited").exactOptional(),
  signatureClock: choice("which clock stamps webhooks", ["real", "virtual"]).exactOptional(),
  stopReachesWebhook: flag("whether an opt-out word still reaches the webhook").exactOptional(),
  missingContactCard: choice("what a contact card is that nobody has set", [
    "not_found",
    "empty",
  ]).exactOptional(),
  emojiReactions: flag(
    "whether lines can react with any emoji, and not only the six tapbacks",
  ).exactOptional(),
  maskNumbers: flag("whether the list of numbers hides digits").exactOptional(),
  successRateScale: choice("what a success rate is out of", ["1", "100"]).exactOptional(),
  wordMs: integer("how many milliseconds a word takes in a call", 1, 10_000).exactOptional(),
  maxCallMinutes: integer("how long a call may last, in minutes", 1, 1440).exactOptional(),
  callLimit: integer("how many calls may be under way at once", 0, 1000).exactOptional(),
  enforceCallLimit: flag("whether that limit is held").exactOptional(),
  callLimitStatus: choice("what one call too many is refused with", ["429", "409"]).exactOptional(),
  transcriptShape: choice("what a call's transcript is", ["turns", "data"]).exactOptional(),
  hostedVoice: webAddress(
    "where hosted agents are played, in the form of voice webhooks; ringback's small responder where it is left out",
  ).exactOptional(),
  voiceOddities: z
    .array(choice("something that the live service does and its documentation does not say", voiceOddities))
    .describe("in what webhooks about calls differ from their documentation, as seen live")
    .exactOptional(),
  recording: flag("whether the recording add-on has been bought").exactOptional(),
});

type Fields = z.output<z.ZodObject<ReturnType<typeof storeFields> & ReturnType<typeof phoneFields>>>;

const storeNames: readonly string[] = Object.keys(storeFields());

/** Each service is told its own. */
const sortSettings = ({
  largestTopupUsd: cents,
  successRateScale,
  callLimitStatus,
  ...rest
}: Fields): ScenarioSettings => {
  const settings = {
    ...rest,
    ...(cents !== undefined && { largestTopupUsd: cents / 100 }),
    ...(successRateScale !== undefined && { successRateScale: Number(successRateScale) }),
    ...(callLimitStatus !== undefined && { callLimitStatus: Number(callLimitStatus) }),
  };
  const [store, agentphone] = [true, false].map((isStore) =>
    Object.fromEntries(Object.entries(settings).filter(([name]) => storeNames.includes(name) === isStore)),
  );
  return { store: store ?? {}, agentphone: agentphone ?? {} };
};
