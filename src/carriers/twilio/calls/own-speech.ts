import type { CarrierHost, CarrierListener, Utterance } from "../../carrier.ts";
import { heardOf, keyMs, speechMs } from "../../speech-time.ts";
import type { CallBook } from "./call-book.ts";
import type { OwnWords } from "./call-row.ts";

/** How long it takes until words that were handed over can be heard. */
const synthesisMs = 400;

/**
 * What our side says in calls and until when, by an estimate: Twilio tells when it is talked over, and not when it is
 * done. Whatever the far end says then proves that it was.
 */
export class OwnSpeech {
  readonly #host: CarrierHost;
  readonly #listener: () => CarrierListener;
  readonly #book: CallBook;

  constructor(host: CarrierHost, listener: () => CarrierListener, book: CallBook) {
    this.#host = host;
    this.#listener = listener;
    this.#book = book;
  }

  /** Our side says more; without a word its turn may end. `open` where nothing has closed what was handed over. */
  add(id: string, { text = "", digits = "", last }: Utterance, open = false): void {
    const { ours } = this.#book.get(id) ?? {};
    if (text === "" && digits === "" && ours === undefined) {
      this.#book.change(id, { ourTurn: !last });
      return;
    }
    if (ours?.timer !== undefined) this.#host.callOff(ours.timer);
    const now = this.#host.now();
    const start = ours === undefined ? now + synthesisMs : Math.max(ours.until, now);
    const spoken = text === "" ? 0 : speechMs(text, this.#host.wordMs(id, "ours"));
    const until = (spoken === 0 && ours === undefined ? now : start + spoken) + digits.length * keyMs;
    const timer = this.#host.later(Math.max(0, until - now), { call: id, wake: "ours" }, { unasked: true });
    const words: OwnWords = {
      text: joined(ours?.text ?? "", text),
      digits: (ours?.digits ?? "") + digits,
      since: ours?.since ?? now,
      wordsUntil: spoken === 0 ? (ours?.wordsUntil ?? now) : start + spoken,
      until,
      last,
      open,
      timer,
    };
    this.#book.change(id, { ourTurn: true, ours: words });
  }

  /** The time of what our side was saying is over, or something proves that it was. */
  finish(id: string): void {
    const { ours } = this.#book.talkable(id) ?? {};
    if (ours === undefined) return;
    if (!ours.last) {
      const { timer: _timer, ...rest } = ours;
      this.#book.change(id, { ours: rest });
      return;
    }
    const { text, digits, since, wordsUntil } = ours;
    this.#forget(id, ours);
    this.#listener().callSpoken(id, { text, digits, since, wordsUntil, interrupted: false });
    if (this.#book.talkable(id) !== undefined) this.#listener().callTurnOver(id);
    const after = this.#book.talkable(id);
    // What was done about it may have begun the next turn, or ended the call.
    if (after !== undefined && after.ours === undefined) this.#book.change(id, { ourTurn: false });
  }

  /** The far end has something to say: our side is done, was not, or has not begun. Answers whether the call goes on. */
  giveWay(id: string): boolean {
    const { ours, ourTurn } = this.#book.talkable(id) ?? {};
    if (ours?.last === true) this.finish(id);
    else if (ours !== undefined) this.cut(id);
    else if (ourTurn === true) {
      this.#book.change(id, { ourTurn: false });
      this.#listener().callTurnLost(id);
    }
    return this.#book.talkable(id) !== undefined;
  }

  /** Somebody talks over our side; `heard` is what could be heard of it, by our estimate where Twilio does not say. */
  cut(id: string, heard?: string): void {
    const { ours } = this.#book.talkable(id) ?? {};
    if (ours === undefined) return;
    const now = this.#host.now();
    const { since } = ours;
    const text = heard ?? heardOf(ours.text, now - since, this.#host.wordMs(id, "ours"));
    const digits = this.#pressedOf(ours);
    this.#forget(id, ours);
    this.#book.change(id, { ourTurn: false });
    const wordsUntil = Math.min(ours.wordsUntil, now);
    this.#listener().callSpoken(id, { text, digits, since, wordsUntil, interrupted: true });
  }

  /** Our side says no more: what could be heard so far was said. */
  stop(id: string): void {
    const { ours } = this.#book.talkable(id) ?? {};
    if (ours === undefined) return;
    const heard = heardOf(ours.text, this.#host.now() - ours.since, this.#host.wordMs(id, "ours"));
    if (heard === "" && this.#pressedOf(ours) === "") this.#forget(id, ours);
    else this.cut(id, heard);
  }

  /** What one-way words came to in a call of so many seconds, after which nothing more can be heard. */
  finishAfter(id: string, seconds: number): void {
    const { ours } = this.#book.talkable(id) ?? {};
    if (ours === undefined) return;
    const wordMs = this.#host.wordMs(id, "ours");
    // Whoever counts whole seconds may count one too few.
    const milliseconds = (seconds + 1) * 1000;
    if (milliseconds >= speechMs(ours.text, wordMs)) this.finish(id);
    else this.cut(id, heardOf(ours.text, milliseconds, wordMs));
  }

  /** The keys that were pressed after the words. */
  #pressedOf({ digits, wordsUntil }: OwnWords): string {
    return digits.slice(0, Math.max(0, Math.floor((this.#host.now() - wordsUntil) / keyMs)));
  }

  #forget(id: string, { timer, open }: OwnWords): void {
    if (timer !== undefined) this.#host.callOff(timer);
    // Tokens that nothing closes would be waited for.
    if (open) this.#book.live(id)?.relay?.say("", { last: true });
    this.#book.change(id, { ours: undefined });
  }
}

const joined = (one: string, other: string): string =>
  one === "" || other === "" ? one + other : `${one} ${other}`;
