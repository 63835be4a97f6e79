import type { RealTime } from "../../kernel/clock/clock.ts";
import { RingbackError } from "../../kernel/errors.ts";
import type { Carrier, CarrierHost, CarrierListener } from "../carrier.ts";
import { CallLine } from "./calls/call-line.ts";
import type { Callbacks } from "./callbacks/callbacks.ts";
import { NumberShelf } from "./numbers/number-shelf.ts";
import type { Outbox } from "./outbox/outbox.ts";
import { Poller } from "./poll/poller.ts";
import type { Rails } from "./rails/rails.ts";
import type { Twilio } from "./rest/twilio.ts";
import type { RealSettings } from "./settings/real-settings.ts";
import type { RealStore } from "./state/real-state.ts";
import type { Tell } from "./tell.ts";
import { TextLine } from "./texts/text-line.ts";

/** What the adapter is built of. */
export interface TwilioParts {
  readonly settings: RealSettings;
  readonly twilio: Twilio;
  readonly rails: Rails;
  readonly outbox: Outbox;
  readonly store: RealStore;
  readonly callbacks: Callbacks;
  readonly tell: Tell;
  readonly realTime: RealTime;
}

/** A carrier with what only whoever runs ringback may ask of it. */
export interface TwilioCarrier extends Carrier {
  /** Finds out what became of what an earlier process left, adopts the numbers, and begins to hear. */
  begin(): Promise<void>;
  /** Ends live calls and polling, and puts the URLs of the numbers back. */
  close(): Promise<void>;
  /** The kill switch; answers how many calls were ended. */
  stop(): Promise<number>;
  /** Gives a number that ringback bought back for ever. */
  release(e164: string): Promise<void>;
  isInUse(e164: string): boolean;
}

/** Twilio behind the port: the rooms for numbers, texts and calls, and who listens. */
export const createTwilioCarrier = (host: CarrierHost, parts: TwilioParts): TwilioCarrier => {
  let listener: CarrierListener | undefined;
  const connected = (): CarrierListener => {
    if (listener === undefined) throw nobodyConnected();
    return listener;
  };
  const shelf = new NumberShelf(host, parts);
  const texts = new TextLine(host, connected, parts);
  const calls = new CallLine(host, connected, parts);
  const poller = new Poller(host, { ...parts, texts, calls });
  return {
    kind: "twilio",
    records: parts.settings.record,
    rentNumber: (query) => shelf.rent(query),
    claimNumber: (e164) => shelf.claim(e164),
    releaseNumber: (e164) => shelf.giveBack(e164),
    sendMessage: (message) => texts.send(message),
    placeCall: (call) => calls.place(call),
    answerCall: (id) => calls.answer(id),
    refuseCall: (id, why) => calls.refuse(id, why),
    speak: (id, utterance) => calls.speak(id, utterance),
    transferCall: (id, to) => calls.transfer(id, to),
    stopSpeaking: (id) => calls.stopSpeaking(id),
    hangUp: (id) => calls.hangUp(id),
    soundOf: (id) => calls.soundOf(id),
    wake: (task) => calls.wake(task),
    connect(next) {
      listener = next;
    },
    async begin() {
      await texts.reconcile();
      await calls.reconcile();
      await shelf.begin();
      poller.begin();
    },
    async close() {
      poller.close();
      parts.rails.close();
      await calls.close();
      await shelf.restore();
    },
    async stop() {
      parts.rails.stop();
      return calls.endAll();
    },
    release: (e164) => shelf.release(e164),
    isInUse: (e164) => host.isLine(e164),
  };
};

const nobodyConnected = (): RingbackError =>
  new RingbackError(
    "internal_error",
    "Nobody listens to the carrier, so nothing can arrive. This is a bug in ringback: connect() comes first.",
  );
