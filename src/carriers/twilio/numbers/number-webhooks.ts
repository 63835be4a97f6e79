import { RingbackError } from "../../../kernel/errors.ts";
import type { TwilioParts } from "../create-twilio-carrier.ts";
import { maskNumber, maskText } from "../rails/masked.ts";
import type { OwnedNumber } from "../rest/twilio.ts";
import type { KeptNumber, NumberUrls } from "../state/real-state.ts";
import { asked } from "./asked.ts";
import { leadsToRingback, restoredUrls, urlForm, urlsOf, worthKeeping } from "./number-urls.ts";

/** Points numbers at ringback while they are on a line, and puts back what was there. */
export class NumberWebhooks {
  readonly #parts: TwilioParts;

  constructor(parts: TwilioParts) {
    this.#parts = parts;
  }

  /** A number of the account as it is now; undefined where the account has none such. */
  async look(e164: string): Promise<OwnedNumber | undefined> {
    const { twilio } = this.#parts;
    const found = await asked(twilio.listNumbers({ PhoneNumber: e164 }));
    return found.find(({ phone_number }) => phone_number === e164);
  }

  /** Has Twilio call back for a number. Its old URLs are written down before; where ringback polls, nothing is set. */
  async set(e164: string, owned: OwnedNumber): Promise<void> {
    const { settings, twilio, tell } = this.#parts;
    const urls = this.#ours();
    if (urls === undefined) return;
    const name = maskNumber(e164);
    if (settings.dryRun)
      return tell.did(
        `Dry run, not changed: POST IncomingPhoneNumbers of ${name} with SmsUrl, VoiceUrl and StatusCallback.`,
      );
    const now = urlsOf(owned);
    const { previous } = this.#kept(e164) ?? {};
    // What somebody else has set since then is theirs.
    const before =
      previous !== undefined && leadsToRingback(now) ? restoredUrls(now, previous) : worthKeeping(now);
    this.#note(e164, before);
    try {
      await asked(twilio.configureNumber(owned.sid, urlForm(urls)));
    } catch (error) {
      const mayStandThere = error instanceof RingbackError && error.details["outcome"] === "unknown";
      if (!mayStandThere) this.#note(e164, previous);
      throw error;
    }
  }

  /** Puts the old URLs of a number back, but for what others have changed. What fails is told, and tried again at the next end or start. */
  async putBack(e164: string): Promise<void> {
    const { settings, twilio, tell } = this.#parts;
    const previous = this.#kept(e164)?.previous;
    if (previous === undefined) return;
    const name = maskNumber(e164);
    if (settings.dryRun)
      return tell.warn(
        `The URLs of the number ${name} still lead to a ringback that ran before. A dry run changes nothing: start once without it.`,
      );
    try {
      const owned = await this.look(e164);
      const now = owned === undefined ? undefined : urlsOf(owned);
      if (owned !== undefined && now !== undefined && leadsToRingback(now)) {
        await asked(twilio.configureNumber(owned.sid, urlForm(restoredUrls(now, previous))));
        tell.did(`The URLs of the number ${name} are again as they were before ringback set its own.`);
      }
      this.#note(e164, undefined);
    } catch (error) {
      const why = maskText(error instanceof Error ? error.message : String(error));
      tell.warn(
        `The URLs of the number ${name} could not be put back and still lead to ringback. The next start tries again. ${why}`,
      );
    }
  }

  #ours(): NumberUrls | undefined {
    const { callbacks, settings } = this.#parts;
    const [smsUrl, voiceUrl, statusCallback] = [
      callbacks.urlOf("sms"),
      callbacks.urlOf("voice"),
      callbacks.urlOf("call-status"),
    ];
    if (
      settings.hearing === "poll" ||
      smsUrl === undefined ||
      voiceUrl === undefined ||
      statusCallback === undefined
    )
      return undefined;
    // Whoever the fallbacks lead to is not to hear of it when ringback has a bad moment.
    return {
      smsUrl,
      smsMethod: "POST",
      smsFallbackUrl: "",
      voiceUrl,
      voiceMethod: "POST",
      voiceFallbackUrl: "",
      statusCallback,
      statusCallbackMethod: "POST",
    };
  }

  #kept(e164: string): KeptNumber | undefined {
    return this.#parts.store.state.numbers[e164];
  }

  #note(e164: string, previous: NumberUrls | undefined): void {
    this.#parts.store.change(({ numbers }) => {
      const kept = numbers[e164];
      if (kept === undefined) return;
      const { sid, bought, country } = kept;
      numbers[e164] = { sid, bought, country, ...(previous !== undefined && { previous }) };
    });
  }
}
