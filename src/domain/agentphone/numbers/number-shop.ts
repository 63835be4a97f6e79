import { RingbackError } from "../../../kernel/errors.ts";
import type { PhoneNumber } from "../../../world/agentphone-entities.ts";
import type { Line } from "../../../world/entities.ts";
import type { World } from "../../../world/world.ts";
import type { LineRequest, Lines } from "../../lines/lines.ts";
import type { AgentPhone, PhoneCore } from "../agentphone.ts";
import { prices } from "../money/ledger.ts";
import type { NumberRent } from "./number-rent.ts";

/** What somebody who wants a number says about it. */
export interface NumberWish {
  readonly country: "US" | "CA";
  /** Three digits. */
  readonly areaCode?: string | undefined;
  /** Who gets it at once. */
  readonly agentId?: string | undefined;
  /** Absent: what the account's profile says. */
  readonly type?: PhoneNumber["type"] | undefined;
  /** Of a number that is declared: that very one. */
  readonly number?: string | undefined;
  /** Of a number that is declared: a city or an area code, where there is one left. */
  readonly locality?: string | undefined;
}

// What is offered in place of an area code that has run out.
const areaCodes = {
  US: ["415", "212", "646", "310", "312", "305", "617", "206", "512", "404"],
  CA: ["416", "604", "514", "647", "403"],
} as const;

/** How numbers of the network become an account's. */
export class NumberShop {
  readonly #world: World;
  readonly #phone: AgentPhone;
  readonly #lines: Lines;
  readonly #rent: NumberRent;
  readonly #isReal: boolean;

  constructor({ world, lines, carrier }: PhoneCore, phone: AgentPhone, rent: NumberRent) {
    this.#world = world;
    this.#phone = phone;
    this.#lines = lines;
    this.#rent = rent;
    this.#isReal = carrier.kind !== "fake";
  }

  /** Sells a number, if the account may have another and there is one as wished. */
  buy(accountId: string, wish: NumberWish): Promise<PhoneNumber> {
    // One at a time: two wishes at once must not both find the last dollars, or the last place below the limit.
    return this.#world.turns.take("agentphone numbers", async () => {
      if (wish.agentId !== undefined) this.#phone.agents.get(accountId, wish.agentId);
      this.#requireAllowed(accountId);
      const offer = this.#findOffer(accountId, wish);
      return this.#rentLine(accountId, wish, offer, (number) => this.#rent.charge(number, number.createdAt));
    });
  }

  /** Gives an account a number without charge. */
  async declare(accountId: string, wish: NumberWish): Promise<PhoneNumber> {
    if (wish.agentId !== undefined) this.#phone.agents.get(accountId, wish.agentId);
    const { number, locality } = wish;
    return this.#rentLine(accountId, wish, { number, locality }, () => undefined);
  }

  /** Gives a number to an agent, as the last of its numbers. */
  attach(number: PhoneNumber, agentId: string): PhoneNumber {
    const places = this.#phone.numbers.ofAgent(agentId).map(({ attachedAs }) => attachedAs ?? 0);
    const attachedAs = Math.max(0, ...places) + 1;
    return this.#world.tables.phoneNumbers.update(number.id, { agentId, attachedAs });
  }

  async #rentLine(
    accountId: string,
    wish: NumberWish,
    where: Pick<LineRequest, "number" | "locality" | "nowhereElse">,
    pay: (number: PhoneNumber) => void,
  ): Promise<PhoneNumber> {
    const request = { country: wish.country, numberType: "local", capabilities: ["sms", "voice"] };
    const made: PhoneNumber[] = [];
    try {
      await this.#lines.rent({ provider: "agentphone", accountId, ...request, ...where }, (line) => {
        const number = this.#enter(line, wish);
        pay(number);
        made.push(number);
      });
    } catch (error) {
      throw this.#inVendorsWords(accountId, wish, error);
    }
    const [number] = made;
    if (number === undefined) throw new Error("A line that was rented has its number.");
    return number;
  }

  #enter({ id: phoneNumber, accountId, country }: Line, wish: NumberWish): PhoneNumber {
    const { profiles } = this.#phone;
    const number = this.#world.tables.phoneNumbers.insert({
      id: profiles.nextId(accountId, "num"),
      accountId,
      phoneNumber,
      country,
      status: "active",
      type: wish.type ?? profiles.of(accountId).numberType,
      agentId: null,
      createdAt: this.#world.clock.now(),
    });
    // The agent may have gone while the network looked for a number.
    const agent = wish.agentId === undefined ? undefined : this.#world.tables.phoneAgents.get(wish.agentId);
    return agent === undefined ? number : this.attach(number, agent.id);
  }

  #requireAllowed(accountId: string): void {
    const profile = this.#phone.profiles.of(accountId);
    if (profile.requirePaymentMethod && !profile.hasPaymentMethod) {
      throw new RingbackError(
        "payment_method_required",
        "This account has no payment method, and its profile asks for one before numbers are sold (requirePaymentMethod).",
        { says: "Billing is not enabled. Add a payment method to buy phone numbers." },
      );
    }
    const held = this.#phone.numbers.list(accountId, { limit: 1 }).total;
    if (profile.enforceNumberLimit && held >= profile.numberLimit) {
      throw new RingbackError(
        "number_limit_reached",
        `This account holds ${held} of ${profile.numberLimit} numbers. Release one, or raise the profile's numberLimit.`,
        { says: `Phone number limit reached (${profile.numberLimit}).`, limit: profile.numberLimit },
      );
    }
    this.#phone.ledger.requireBalance(accountId, prices.number);
  }

  /** Where to look for a number, given what is played as sold out. */
  #findOffer(
    accountId: string,
    { country, areaCode }: NumberWish,
  ): Pick<LineRequest, "locality" | "nowhereElse"> {
    const { emptyAreaCodes, scarceAreaCode } = this.#phone.profiles.of(accountId);
    if (emptyAreaCodes.includes("*")) throw nothingLeft(country);
    const [elsewhere] = this.#alternatives(accountId, country);
    if (areaCode === undefined) return { locality: emptyAreaCodes.length > 0 ? elsewhere : undefined };
    if (!emptyAreaCodes.includes(areaCode))
      return { locality: areaCode, nowhereElse: scarceAreaCode === "conflict" };
    if (scarceAreaCode === "conflict") throw this.#soldOut(accountId, country, areaCode);
    return { locality: elsewhere };
  }

  #inVendorsWords(accountId: string, { country, areaCode, number }: NumberWish, error: unknown): unknown {
    if (!(error instanceof RingbackError) || error.code !== "number_unavailable" || number !== undefined)
      return error;
    // What a real carrier says holds the cure.
    if (this.#isReal) return error;
    return error.details["areaCode"] === areaCode && areaCode !== undefined
      ? this.#soldOut(accountId, country, areaCode)
      : nothingLeft(country);
  }

  #soldOut(accountId: string, country: NumberWish["country"], areaCode: string): RingbackError {
    const alternatives = this.#alternatives(accountId, country).slice(0, 3);
    return new RingbackError(
      "number_unavailable",
      `No ${country} number of the area code ${areaCode} is left. Ask for another, or for none.`,
      {
        areaCode,
        alternatives,
        says: `No phone numbers available in area code ${areaCode}. Try one of: ${alternatives.join(", ")}.`,
      },
    );
  }

  #alternatives(accountId: string, country: NumberWish["country"]): readonly string[] {
    const { emptyAreaCodes } = this.#phone.profiles.of(accountId);
    return areaCodes[country].filter((code) => !emptyAreaCodes.includes(code));
  }
}

const nothingLeft = (country: string): RingbackError =>
  new RingbackError(
    "nothing_available",
    `No number is left in ${country}. Release one, or reset the world.`,
    {
      country,
      says: `No phone numbers available in ${country} right now. Try again later.`,
    },
  );
