import { RingbackError } from "../../../kernel/errors.ts";
import type { CarrierHost } from "../../carrier.ts";
import type { CallLine } from "../calls/call-line.ts";
import type { TwilioParts } from "../create-twilio-carrier.ts";
import { maskText } from "../rails/masked.ts";
import type { CallFacts, MessageFacts } from "../rest/twilio.ts";
import { TwilioRefused, TwilioSilent } from "../rest/twilio-errors.ts";
import type { TextLine } from "../texts/text-line.ts";
import { Arrivals } from "./arrivals.ts";
import { type Line, LineWatch } from "./line-watch.ts";
import { OpenOnes, patienceFor } from "./open-ones.ts";

interface PollerParts extends Pick<TwilioParts, "settings" | "twilio" | "store" | "tell" | "realTime"> {
  readonly texts: Pick<TextLine, "fetch" | "arrived" | "stands" | "open">;
  readonly calls: Pick<CallLine, "arrived" | "stands" | "open">;
}

/** Between two rounds, in milliseconds: after one that found something, how much longer after each that did not, and at most. */
const pace = { busy: 5_000, slower: 5_000, quiet: 15_000 };

/** The same where Twilio calls back, and only what may have been lost on the way is asked about. */
const reconcilePace = 60_000;

/** The longest pause while Twilio does not answer. */
const longestPause = 60_000;

/**
 * Asks Twilio again and again. Where it cannot call back: for texts and calls to our lines, and how those from them stand.
 * Where it can: how those stand whose end has not come for two minutes, since a callback may be lost.
 */
export class Poller {
  readonly #parts: PollerParts;
  readonly #texts: Arrivals<MessageFacts>;
  readonly #calls: Arrivals<CallFacts>;
  readonly #openTexts: OpenOnes;
  readonly #openCalls: OpenOnes;
  readonly #lines: LineWatch;
  #pause: number;
  #isLost = false;
  #closed = false;
  #cancel: (() => void) | undefined;

  constructor(host: CarrierHost, parts: PollerParts) {
    const { store, twilio, settings, texts } = parts;
    this.#parts = parts;
    this.#lines = new LineWatch(host, parts);
    this.#texts = new Arrivals({
      store,
      kind: "texts",
      list: (To, sentAfter, sentBefore) =>
        twilio.listMessages({ To, sentAfter, ...(sentBefore !== undefined && { sentBefore }) }),
      whenOf: ({ date_sent: sent }) => sent,
      fetch: (text) => texts.fetch(text),
    });
    this.#calls = new Arrivals({
      store,
      kind: "calls",
      list: (To, startedAfter) => twilio.listCalls({ To, startedAfter }),
      whenOf: ({ start_time: start }) => start,
    });
    this.#openTexts = new OpenOnes(patienceFor[settings.hearing].texts);
    this.#openCalls = new OpenOnes(patienceFor[settings.hearing].calls);
    this.#pause = settings.hearing === "poll" ? pace.busy : reconcilePace;
  }

  begin(): void {
    const { settings, store } = this.#parts;
    // What Twilio calls back for is heard without asking, so a later process that asks is not to find it again.
    if (settings.hearing === "webhook" && !settings.dryRun && Object.keys(store.state.cursors).length > 0)
      store.change((state) => void (state.cursors = {}));
    this.#plan();
  }

  close(): void {
    this.#closed = true;
    this.#cancel?.();
  }

  /** The next round is planned when one is over: there is never a second one under way. */
  #plan(): void {
    if (!this.#closed) this.#cancel = this.#parts.realTime.after(this.#pause, () => void this.#round());
  }

  async #round(): Promise<void> {
    try {
      const news = this.#parts.settings.hearing === "poll" ? await this.#hear() : 0;
      const asked = await this.#ask();
      this.#wentWell(news + asked > 0);
    } catch (error) {
      this.#wentWrong(error);
    }
    this.#plan();
  }

  /** Looks for what has come. Answers how much that was. */
  async #hear(): Promise<number> {
    const lines = this.#lines.look((freed) => {
      this.#texts.forget(freed);
      this.#calls.forget(freed);
    });
    let heard = 0;
    const { texts, calls } = this.#parts;
    for (const line of lines) {
      heard += await this.#hearOf(line, this.#texts, (text) => texts.arrived(text));
      heard += await this.#hearOf(line, this.#calls, (call) => calls.arrived(call));
    }
    return heard;
  }

  async #hearOf<Facts extends MessageFacts | CallFacts>(
    { number, from }: Line,
    arrivals: Arrivals<Facts>,
    tell: (facts: Facts) => void,
  ): Promise<number> {
    if (this.#closed) return 0;
    const ahead = this.#parts.twilio.aheadBy();
    const news = await arrivals.look(number, from + ahead, this.#now() + ahead);
    // The next process tells of what came while this one ended.
    if (this.#closed) return 0;
    arrivals.note(number, news);
    for (const { facts } of news) this.#hand(() => tell(facts));
    return news.length;
  }

  /** Asks how those stand whose end is not known. Answers how many were asked about. */
  async #ask(): Promise<number> {
    const { texts, calls, twilio } = this.#parts;
    const dueCalls = this.#openCalls.due(calls.open(), this.#now());
    for (const sid of dueCalls) {
      await this.#askFor(sid, this.#openCalls, async () => {
        const call = await twilio.call(sid);
        this.#hand(() => calls.stands(call));
      });
    }
    const dueTexts = this.#openTexts.due(texts.open(), this.#now());
    for (const sid of dueTexts) {
      await this.#askFor(sid, this.#openTexts, async () => {
        const text = await twilio.message(sid);
        this.#hand(() => texts.stands(text));
      });
    }
    return dueCalls.length + dueTexts.length;
  }

  async #askFor(sid: string, among: OpenOnes, ask: () => Promise<void>): Promise<void> {
    if (this.#closed) return;
    try {
      // Noted before the answer: one that Twilio never answers must not keep those behind it from being asked about.
      among.asked(sid, this.#now());
      await ask();
    } catch (error) {
      if (!(error instanceof TwilioRefused) || error.status !== 404) throw error;
      among.giveUp(sid);
      this.#parts.tell.warn(
        `Twilio does not know ${sid} any more, so nothing will be heard of how it ended.`,
      );
    }
  }

  /** What goes wrong with one must not keep the others away. */
  #hand(tell: () => void): void {
    if (this.#closed) return;
    try {
      tell();
    } catch (error) {
      this.#parts.tell.warn(`What Twilio said could not be handled: ${reasonOf(error)}`);
    }
  }

  #wentWell(isBusy: boolean): void {
    if (this.#isLost) this.#parts.tell.did("Twilio answers again.");
    this.#isLost = false;
    if (this.#parts.settings.hearing === "webhook") return;
    this.#pause = isBusy ? pace.busy : Math.min(pace.quiet, this.#pause + pace.slower);
  }

  #wentWrong(error: unknown): void {
    this.#pause = Math.min(longestPause, this.#pause * 2);
    if (this.#isLost || this.#closed) return;
    this.#isLost = true;
    this.#parts.tell.warn(
      `Twilio could not be asked for news: ${reasonOf(error)} ringback goes on trying, once a minute at least. ` +
        "`ringback doctor` looks for the cause.",
    );
  }

  #now(): number {
    return this.#parts.realTime.now();
  }
}

const reasonOf = (error: unknown): string => {
  const isSaid =
    error instanceof TwilioRefused || error instanceof TwilioSilent || error instanceof RingbackError;
  if (isSaid) return error.message.replace(/[^.]$/, "$&.");
  // What others wrote may quote a number.
  const text = error instanceof Error ? `${error.name}: ${error.message}` : "something that is no error";
  return `${maskText(text)} This is a bug in ringback.`;
};
