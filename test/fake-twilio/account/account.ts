import type { RealTime } from "../../../src/kernel/clock/clock.ts";
import { dayOf, rfc2822 } from "../dates.ts";
import { forSale, usualStock, type ForSale } from "./for-sale.ts";
import { newNumber, type Capabilities, type NumberResource } from "./number-resource.ts";

interface AccountParts {
  readonly accountSid: string;
  readonly realTime: RealTime;
  readonly newSid: (prefix: string) => string;
  readonly uriOf: (path: string) => string;
}

/** What may be said of a number that the account owns from the beginning. */
export interface OwnFacts {
  readonly urls?: Partial<
    Pick<
      NumberResource,
      | "sms_url"
      | "sms_method"
      | "sms_fallback_url"
      | "voice_url"
      | "voice_method"
      | "voice_fallback_url"
      | "status_callback"
      | "status_callback_method"
    >
  >;
  readonly friendlyName?: string;
  readonly trunkSid?: string;
  readonly voiceApplicationSid?: string;
  readonly smsApplicationSid?: string;
  readonly capabilities?: Partial<Capabilities>;
}

export type Expense = "texts" | "calls" | "numbers";

/** Whose account it is: numbers, money, and what it may do. Tests change it as they like. */
export class Account {
  /** A trial account texts and calls only numbers that it has verified. */
  type: "Trial" | "Full" = "Full";
  status: "active" | "suspended" | "closed" = "active";
  friendlyName = "Fake account";
  /** What kind of API key there is: a standard one, which is what most people make, may not read the account itself. */
  apiKeyKind: "main" | "standard" = "main";
  readonly verified = new Set<string>();
  /** Millionths of a US dollar. */
  balance = 100_000_000;
  /** Millionths of a US dollar: for a segment, for a text with media, for a month of a number. */
  readonly prices = { segment: 8_300, media: 20_000, number: 1_150_000 };
  /** `price` of what is over stays null, as it does for a while at Twilio. */
  withholdsPrices = false;
  readonly numbers: NumberResource[] = [];
  /** Who has opted out of what: `owned|person`. */
  readonly optOuts = new Set<string>();
  readonly #stock: ForSale[] = [...usualStock()];
  readonly #spent: { readonly day: string; readonly on: Expense; readonly cost: number }[] = [];
  readonly #parts: AccountParts;

  constructor(parts: AccountParts) {
    this.#parts = parts;
  }

  /** Makes a number the account's; answers its sid. */
  own(e164: string, facts: OwnFacts = {}): string {
    const number = this.#add(e164, facts.capabilities);
    Object.assign(number, facts.urls);
    number.friendly_name = facts.friendlyName ?? number.friendly_name;
    number.trunk_sid = facts.trunkSid ?? null;
    number.voice_application_sid = facts.voiceApplicationSid ?? null;
    number.sms_application_sid = facts.smsApplicationSid ?? null;
    return number.sid;
  }

  /** By number or by sid. */
  numberOf(which: string): NumberResource | undefined {
    return this.numbers.find(({ phone_number, sid }) => phone_number === which || sid === which);
  }

  /** Offers a number. */
  sell(phoneNumber: string, facts: Partial<ForSale> = {}): void {
    this.#stock.push(forSale(phoneNumber, facts));
  }

  /** Takes everything off the market. */
  sellNothing(): void {
    this.#stock.length = 0;
  }

  get stock(): readonly ForSale[] {
    return this.#stock;
  }

  /** Makes something that was for sale the account's, and takes the money. */
  buy(number: ForSale): NumberResource {
    this.#stock.splice(this.#stock.indexOf(number), 1);
    this.charge("numbers", this.prices.number);
    return this.#add(number.phoneNumber, number.capabilities, number.address);
  }

  release(number: NumberResource): void {
    this.numbers.splice(this.numbers.indexOf(number), 1);
  }

  charge(on: Expense, cost: number): void {
    this.balance -= cost;
    this.#spent.push({ day: dayOf(this.#parts.realTime.now()), on, cost });
  }

  /** What was spent on a day in UTC, today where none is said: in all, or on one kind of thing. */
  spent(on?: Expense, day = dayOf(this.#parts.realTime.now())): number {
    return this.#spent
      .filter((one) => one.day === day && (on === undefined || one.on === on))
      .reduce((sum, { cost }) => sum + cost, 0);
  }

  /** How often something was paid for today. */
  count(on?: Expense): number {
    const day = dayOf(this.#parts.realTime.now());
    return this.#spent.filter((one) => one.day === day && (on === undefined || one.on === on)).length;
  }

  /** What is known of a number from now on; answers the same number. */
  touch(number: NumberResource): NumberResource {
    number.date_updated = rfc2822(this.#parts.realTime.now());
    return number;
  }

  #add(
    phoneNumber: string,
    capabilities?: Partial<Capabilities>,
    addressRequirements?: string,
  ): NumberResource {
    const sid = this.#parts.newSid("PN");
    const number = newNumber({
      accountSid: this.#parts.accountSid,
      sid,
      phoneNumber,
      uri: this.#parts.uriOf(`/IncomingPhoneNumbers/${sid}.json`),
      date: rfc2822(this.#parts.realTime.now()),
      capabilities,
      addressRequirements,
    });
    this.numbers.push(number);
    return number;
  }
}

/** Millionths of a dollar as the API writes money. */
export const inDollars = (millionths: number, digits = 5): string => (millionths / 1_000_000).toFixed(digits);
