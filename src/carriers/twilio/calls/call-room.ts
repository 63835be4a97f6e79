import type { CarrierHost, CarrierListener } from "../../carrier.ts";
import type { TwilioParts } from "../create-twilio-carrier.ts";
import type { CallBook } from "./call-book.ts";
import type { OwnSpeech } from "./own-speech.ts";
import type { Prices } from "./prices.ts";

/** How a call stands at Twilio, by whichever of its news. */
export interface Standing {
  readonly status: string;
  /** How long it was, once it is over and known. */
  readonly seconds?: number | undefined;
  /** Twilio's number for what went wrong. */
  readonly why?: string | undefined;
}

/** What everybody who has to do with calls works with. */
export interface CallRoom {
  readonly host: CarrierHost;
  readonly listener: () => CarrierListener;
  readonly parts: TwilioParts;
  readonly book: CallBook;
  readonly speech: OwnSpeech;
  readonly prices: Prices;
}
