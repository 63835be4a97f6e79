import { RingbackError } from "../../../kernel/errors.ts";
import { Turns } from "../../../kernel/turns.ts";
import type { CarrierHost, NumberQuery } from "../../carrier.ts";
import type { TwilioParts } from "../create-twilio-carrier.ts";
import { maskNumber } from "../rails/masked.ts";
import type { KeptNumber } from "../state/real-state.ts";
import { asked } from "./asked.ts";
import { whyUnusable } from "./check-number.ts";
import { boughtName, NumberBuyer } from "./number-buyer.ts";
import { numberKindOf } from "./number-kinds.ts";
import { placeOf } from "./number-place.ts";
import { NumberWebhooks } from "./number-webhooks.ts";
import { notTheAccounts, openShelf } from "./open-shelf.ts";
import { emptyShelf, inUse, notBought, notOnShelf, renamed } from "./shelf-refusals.ts";

/** The account's numbers that ringback may use: those it was given, those it bought, and those it may buy. */
export class NumberShelf {
  readonly #host: CarrierHost;
  readonly #parts: TwilioParts;
  readonly #buyer: NumberBuyer;
  readonly #webhooks: NumberWebhooks;
  /** One thing at a time: none is given back for ever that is just being given out, nor its URLs put back. */
  readonly #turns = new Turns();

  constructor(host: CarrierHost, parts: TwilioParts) {
    this.#host = host;
    this.#parts = parts;
    this.#buyer = new NumberBuyer(host, parts);
    this.#webhooks = new NumberWebhooks(parts);
  }

  /** Finishes what an earlier process left: purchases in between, URLs that were not put back. Then looks at the given numbers. */
  begin(): Promise<void> {
    return openShelf(this.#parts, this.#webhooks);
  }

  /** A free number of the shelf, else one that is bought. Throws `number_unavailable` with the cures, or `unsupported_configuration`. */
  rent(query: NumberQuery): Promise<string> {
    return this.#inTurn(() => this.#rent(query));
  }

  /** Takes a certain number of the shelf. */
  claim(e164: string): Promise<void> {
    return this.#inTurn(() => this.#claim(e164));
  }

  /** Puts it back on the shelf, with its old URLs. It stays the account's. */
  giveBack(e164: string): Promise<void> {
    return this.#inTurn(() => this.#webhooks.putBack(e164));
  }

  /** Gives it back to Twilio for ever. */
  release(e164: string): Promise<void> {
    return this.#inTurn(() => this.#release(e164));
  }

  /** Puts back all URLs that are ringback's, once nothing is under way that sets them. What takes too long is for the next start. */
  async restore(): Promise<void> {
    const restored = this.#inTurn(() => this.#restore());
    const { realTime } = this.#parts;
    let stop = (): void => {};
    const late = new Promise<void>((resolve) => (stop = realTime.after(longestRestoreMs, resolve)));
    await Promise.race([restored, late]).finally(() => stop());
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#turns.take("numbers", work);
  }

  async #rent(query: NumberQuery): Promise<string> {
    const kind = numberKindOf(query);
    const reasons: string[] = [];
    for (const e164 of this.#candidates(query)) {
      const reason = await this.#take(e164, query.country);
      if (reason === undefined) return e164;
      reasons.push(reason);
    }
    if (!this.#parts.settings.allowBuying) throw emptyShelf(query, reasons);
    const bought = await this.#buyer.buy(query, kind);
    if ("dry" in bought) return bought.dry;
    const { phone_number: e164, sid } = bought.owned;
    this.#keep(e164, { sid, bought: true, country: query.country });
    await this.#webhooks.set(e164, bought.owned);
    return e164;
  }

  async #claim(e164: string): Promise<void> {
    const isOurs = this.#shelf().includes(e164);
    const reason = isOurs ? await this.#take(e164, placeOf(e164)?.country ?? "") : notOnShelf(e164);
    if (reason !== undefined) throw new RingbackError("number_unavailable", reason);
  }

  async #release(e164: string): Promise<void> {
    const { rails, store, twilio, tell } = this.#parts;
    const name = maskNumber(e164);
    const kept = store.state.numbers[e164];
    if (kept?.bought !== true) throw notBought(e164);
    if (this.#host.isLine(e164)) throw inUse(name);
    const { dry } = rails.pass({ do: "release", number: e164 }, `release ${kept.sid}`);
    const owned = await this.#look(e164);
    if (owned === undefined) return this.#forget(e164);
    if (!owned.friendly_name.startsWith(boughtName(""))) throw renamed(e164);
    // It may have come on a line just now.
    if (this.#host.isLine(e164)) throw inUse(name);
    if (dry) return tell.did(`Dry run, not released: DELETE IncomingPhoneNumbers of ${name}.`);
    await this.#delete(e164, owned.sid, () => twilio.releaseNumber(owned.sid));
    tell.did(`The number ${name} was given back to Twilio for ever.`);
  }

  async #restore(): Promise<void> {
    const { store, settings } = this.#parts;
    // A dry run has set none, and has said already what an earlier run left.
    if (settings.dryRun) return;
    for (const e164 of Object.keys(store.state.numbers)) await this.#webhooks.putBack(e164);
  }

  async #delete(e164: string, sid: string, release: () => Promise<void>): Promise<void> {
    try {
      await asked(release());
    } catch (error) {
      // Twilio may have done it all the same: the account's list says whether.
      const isGone = await this.#look(e164).then(
        (owned) => owned?.sid !== sid,
        () => false,
      );
      if (!isGone) throw error;
    }
    this.#forget(e164);
  }

  /** Everything that could be given out, given numbers first. */
  #shelf(): readonly string[] {
    const { settings, store } = this.#parts;
    const bought = Object.entries(store.state.numbers).flatMap(([e164, kept]) => (kept.bought ? [e164] : []));
    return [...new Set([...settings.numbers, ...bought])];
  }

  /** What of the shelf would do, the best first. */
  #candidates(query: NumberQuery): readonly string[] {
    const { country, type, locality } = query;
    const before = this.#buyer.boughtFor(query);
    const fitting = this.#shelf().filter((e164) => {
      const place = placeOf(e164);
      return place?.country === country && place.types.includes(type) && !this.#host.isTaken(e164);
    });
    const rankOf = (e164: string): number => {
      if (e164 === before) return 0;
      return locality !== undefined && e164.startsWith(`+1${locality}`) ? 1 : 2;
    };
    return fitting.toSorted((one, other) => rankOf(one) - rankOf(other));
  }

  /** Makes a number of the shelf ready for a line; answers why it cannot be. */
  async #take(e164: string, country: string): Promise<string | undefined> {
    const owned = await this.#look(e164);
    if (owned === undefined) return notTheAccounts(e164);
    const reason = whyUnusable(owned, this.#parts.settings);
    if (reason !== undefined) return reason;
    const kept = this.#parts.store.state.numbers[e164];
    this.#keep(e164, { ...kept, sid: owned.sid, bought: kept?.bought ?? false, country });
    await this.#webhooks.set(e164, owned);
    return undefined;
  }

  #look(e164: string): ReturnType<NumberWebhooks["look"]> {
    return this.#webhooks.look(e164);
  }

  #keep(e164: string, kept: KeptNumber): void {
    this.#parts.store.change(({ numbers }) => void (numbers[e164] = kept));
  }

  #forget(e164: string): void {
    this.#parts.store.change(({ numbers }) => void delete numbers[e164]);
  }
}

/** How long an end waits for URLs to be put back. */
const longestRestoreMs = 30_000;
