import type { NumberForm, OwnedNumber } from "../rest/twilio.ts";
import type { NumberUrls } from "../state/real-state.ts";

/** The URLs of a number as they stand at Twilio. */
export const urlsOf = (number: OwnedNumber): NumberUrls => ({
  smsUrl: number.sms_url ?? "",
  smsMethod: number.sms_method ?? "",
  smsFallbackUrl: number.sms_fallback_url ?? "",
  voiceUrl: number.voice_url ?? "",
  voiceMethod: number.voice_method ?? "",
  voiceFallbackUrl: number.voice_fallback_url ?? "",
  statusCallback: number.status_callback ?? "",
  statusCallbackMethod: number.status_callback_method ?? "",
});

/** All of them at once: Twilio refuses to take one away while its fallback stands. */
export const urlForm = (urls: NumberUrls): NumberForm => ({
  SmsUrl: urls.smsUrl,
  SmsFallbackUrl: urls.smsFallbackUrl,
  VoiceUrl: urls.voiceUrl,
  VoiceFallbackUrl: urls.voiceFallbackUrl,
  StatusCallback: urls.statusCallback,
  // There is always a method, and none is no answer.
  ...(urls.smsMethod !== "" && { SmsMethod: urls.smsMethod }),
  ...(urls.voiceMethod !== "" && { VoiceMethod: urls.voiceMethod }),
  ...(urls.statusCallbackMethod !== "" && { StatusCallbackMethod: urls.statusCallbackMethod }),
});

/** Whether a URL is a ringback's, this one's or one's that ran before under another address. */
const isRingbacks = (url: string): boolean =>
  /^https?:\/\/[^?#]*\/tw\/(?:sms|voice|call-status)(?:[?#]|$)/.test(url);

const isDemo = (url: string): boolean => URL.canParse(url) && new URL(url).hostname === "demo.twilio.com";

/** Whether any URL of a number is a ringback's. */
export const leadsToRingback = ({ smsUrl, voiceUrl, statusCallback }: NumberUrls): boolean =>
  [smsUrl, voiceUrl, statusCallback].some(isRingbacks);

/** Which URLs of a number lead to something that somebody runs. */
export const foreignUrls = (urls: NumberUrls): readonly string[] => {
  const { smsUrl, smsFallbackUrl, voiceUrl, voiceFallbackUrl, statusCallback } = urls;
  return Object.entries({ smsUrl, smsFallbackUrl, voiceUrl, voiceFallbackUrl, statusCallback })
    .filter(([, url]) => url !== "" && !isDemo(url) && !isRingbacks(url))
    .map(([name]) => name);
};

/** What is to be put back later. A ringback's own URL that nobody put back leads nowhere and is not worth it. */
export const worthKeeping = (urls: NumberUrls): NumberUrls => ({
  ...urls,
  smsUrl: isRingbacks(urls.smsUrl) && urls.smsFallbackUrl === "" ? "" : urls.smsUrl,
  voiceUrl: isRingbacks(urls.voiceUrl) && urls.voiceFallbackUrl === "" ? "" : urls.voiceUrl,
  statusCallback: isRingbacks(urls.statusCallback) ? "" : urls.statusCallback,
});

/** The URLs as they were, but for what somebody else has changed meanwhile. */
export const restoredUrls = (now: NumberUrls, before: NumberUrls): NumberUrls => ({
  ...now,
  ...(isRingbacks(now.smsUrl) && {
    smsUrl: before.smsUrl,
    smsMethod: before.smsMethod,
    smsFallbackUrl: before.smsFallbackUrl,
  }),
  ...(isRingbacks(now.voiceUrl) && {
    voiceUrl: before.voiceUrl,
    voiceMethod: before.voiceMethod,
    voiceFallbackUrl: before.voiceFallbackUrl,
  }),
  ...(isRingbacks(now.statusCallback) && {
    statusCallback: before.statusCallback,
    statusCallbackMethod: before.statusCallbackMethod,
  }),
});
