import type { CarrierHost, CarrierListener, Utterance } from "../../carrier.ts";
import type { FarLeg, FarLegs, OwnWords } from "./far-leg.ts";
import { heardOf, keyMs, speechMs } from "../../speech-time.ts";

/** What our side says in calls: how long it takes, who has to wait for it, and who hears it. */
export class CallSpeech {
  readonly #host: CarrierHost;
  readonly #listener: () => CarrierListener;
  readonly #legs: FarLegs;
  readonly #goOn: (id: string) => void;

  /** `goOn` lets the far end of a leg do what has waited for our side. */
  constructor(host: CarrierHost, listener: () => CarrierListener, legs: FarLegs, goOn: (id: string) => void) {
    this.#host = host;
    this.#listener = listener;
    this.#legs = legs;
    this.#goOn = goOn;
  }

  /** Our side says more; without a word its turn may end. */
  add(leg: FarLeg, { text = "", digits = "", last, firm = false }: Utterance): void {
    const { id, ours } = leg;
    if (text === "" && digits === "" && ours === undefined) {
      this.#legs.change(id, { ourTurn: !last, ...(last && { lastWords: "", lastDigits: "" }) });
      if (last) this.#goOn(id);
      return;
    }
    if (ours?.timer !== undefined) this.#host.callOff(ours.timer);
    const wordMs = this.#host.wordMs(id, "ours");
    const now = this.#host.now();
    const spoken = text === "" ? 0 : speechMs(text, wordMs);
    const start = Math.max(ours?.until ?? now, now);
    const words: OwnWords = {
      text: joined(ours?.text ?? "", text),
      digits: (ours?.digits ?? "") + digits,
      wordsUntil: spoken === 0 ? (ours?.wordsUntil ?? now) : start + spoken,
      until: start + spoken + digits.length * keyMs,
      last,
      firm: firm || ours?.firm === true,
      ...(ours?.since !== undefined && { since: ours.since }),
    };
    this.#legs.change(id, { ourTurn: true, ours: words });
    if (ours?.since !== undefined || !this.#mustWait(leg)) this.#start(id);
  }

  /** The time of what our side was saying is over. */
  finish(id: string): void {
    const leg = this.#legs.get(id);
    const ours = leg?.ours;
    if (leg === undefined || ours === undefined) return;
    if (!ours.last) return void this.#legs.change(id, { ours: withoutTimer(ours) });
    this.#legs.change(id, { ours: undefined, lastWords: ours.text, lastDigits: ours.digits });
    const { text, digits, since = this.#host.now(), wordsUntil } = ours;
    this.#listener().callSpoken(id, { text, digits, since, wordsUntil, interrupted: false });
    this.#passOn(leg, ours);
    if (this.#legs.get(id) !== undefined) this.#listener().callTurnOver(id);
    const after = this.#legs.get(id);
    // What was done about it may have begun the next turn, or ended the call.
    if (after === undefined || after.ours !== undefined) return;
    this.#legs.change(id, { ourTurn: false });
    this.#goOn(id);
  }

  /** Somebody talks over our side: what could be heard of it is all that was said. False where it may not be. */
  cut(leg: FarLeg): boolean {
    const { id, ours } = leg;
    if (ours?.firm === true) return false;
    if (ours === undefined || ours.since === undefined) {
      this.#legs.change(id, { ourTurn: false, ours: undefined });
      this.#listener().callTurnLost(id);
      return true;
    }
    this.#hush(leg, ours);
    return this.#legs.get(id) !== undefined;
  }

  /** The call is about to end: what could be heard so far was said. */
  stop(id: string): void {
    const leg = this.#legs.get(id);
    const other = leg?.other === undefined ? undefined : this.#legs.get(leg.other);
    for (const one of [leg, other]) if (one !== undefined) this.#stopOurs(one);
    if (leg !== undefined) this.#stopTheirs(leg);
  }

  #stopOurs(leg: FarLeg): void {
    const { id, ours, other } = leg;
    if (ours?.since === undefined) return;
    const { since } = ours;
    const text = this.#heardOf(id, ours);
    if (text !== "" || this.#pressedOf(ours) !== "") this.#hush(leg, ours);
    if (text !== "" && other !== undefined) this.#listener().callHeard(other, { text, since, cutOff: true });
  }

  #stopTheirs({ id, theirs }: FarLeg): void {
    if (theirs === undefined || theirs.digits) return;
    const { since, confidence, timer } = theirs;
    const text = heardOf(theirs.text, this.#host.now() - since, this.#host.wordMs(id, "theirs"));
    if (text === "") return;
    this.#host.callOff(timer);
    this.#legs.change(id, { theirs: undefined });
    const sure = confidence !== undefined && { confidence };
    this.#listener().callHeard(id, { text, since, cutOff: true, ...sure });
  }

  #hush({ id }: FarLeg, ours: OwnWords): void {
    if (ours.timer !== undefined) this.#host.callOff(ours.timer);
    const now = this.#host.now();
    const text = this.#heardOf(id, ours);
    const digits = this.#pressedOf(ours);
    this.#legs.change(id, { ourTurn: false, ours: undefined, lastWords: text, lastDigits: digits });
    const { since = now } = ours;
    const wordsUntil = Math.min(ours.wordsUntil, now);
    this.#listener().callSpoken(id, { text, digits, since, wordsUntil, interrupted: true });
  }

  /** The keys that were pressed after the words. */
  #pressedOf({ digits, wordsUntil }: OwnWords): string {
    return digits.slice(0, Math.max(0, Math.floor((this.#host.now() - wordsUntil) / keyMs)));
  }

  #heardOf(id: string, { text, since }: OwnWords): string {
    const now = this.#host.now();
    return heardOf(text, now - (since ?? now), this.#host.wordMs(id, "ours"));
  }

  /** Between two lines of ours one speaks after the other. */
  #mustWait({ other }: FarLeg): boolean {
    return other !== undefined && this.#legs.get(other)?.ours?.since !== undefined;
  }

  #start(id: string): void {
    const leg = this.#legs.get(id);
    if (leg?.ours === undefined) return;
    const now = this.#host.now();
    const { since = now, until } = leg.ours;
    const timer = this.#host.later(Math.max(0, until - now), { call: id, wake: "ours" }, { unasked: true });
    this.#legs.change(id, { ours: { ...leg.ours, since, timer } });
    // Somebody may be waiting to talk over it.
    this.#goOn(id);
  }

  /** Lets the line at the other end hear what was said. */
  #passOn({ other, id }: FarLeg, { text, digits, since }: OwnWords): void {
    if (other === undefined) return;
    const waiting = this.#legs.get(other)?.ours;
    if (text !== "" && this.#legs.get(other) !== undefined) {
      this.#legs.change(other, { ourTurn: true });
      this.#listener().callHeard(other, { text, ...(since !== undefined && { since }) });
    }
    if (digits !== "" && this.#legs.get(other) !== undefined) {
      this.#legs.change(other, { ourTurn: true });
      this.#listener().callPressed(other, digits);
    }
    if (waiting !== undefined && waiting.since === undefined && this.#legs.get(id) !== undefined) {
      this.#restart(other, waiting);
    }
  }

  #restart(id: string, { until, wordsUntil }: OwnWords): void {
    const ours = this.#legs.get(id)?.ours;
    if (ours === undefined || ours.since !== undefined) return;
    const now = this.#host.now();
    const length = this.#lengthOf(id, ours);
    const pressing = until - wordsUntil;
    this.#legs.change(id, { ours: { ...ours, until: now + length, wordsUntil: now + length - pressing } });
    this.#start(id);
  }

  #lengthOf(id: string, { text, digits }: OwnWords): number {
    return (text === "" ? 0 : speechMs(text, this.#host.wordMs(id, "ours"))) + digits.length * keyMs;
  }
}

const joined = (one: string, other: string): string =>
  one === "" || other === "" ? one + other : `${one} ${other}`;

const withoutTimer = ({ timer: _timer, ...rest }: OwnWords): OwnWords => rest;
