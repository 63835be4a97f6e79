import { createHash, randomBytes } from "node:crypto";
import { RingbackError } from "../../../kernel/errors.ts";
import type { CarrierHost, NumberQuery } from "../../carrier.ts";
import type { TwilioParts } from "../create-twilio-carrier.ts";
import { maskNumber } from "../rails/masked.ts";
import { costOf, inDollars } from "../rails/money.ts";
import { TwilioRefused } from "../rest/twilio-errors.ts";
import type { NumberForm, NumberKind, NumberSearch, OwnedNumber } from "../rest/twilio.ts";
import { asked } from "./asked.ts";
import { otherTypes } from "./number-kinds.ts";

/** A number that was bought, or would have been in a dry run. */
export type BoughtNumber = { readonly owned: OwnedNumber } | { readonly dry: string };

/** By this Twilio's console shows which numbers ringback bought, and for what. */
export const boughtName = (id: string): string => `ringback:${id}`;

// Somebody else may take a number between finding and buying it.
const tries = 3;
const taken = new Set(["21421", "21422", "21451", "21452"]);
const papers = new Set(["21613", "21615", "21631", "21649", "21650", "21651"]);

/** Buys numbers, once for each errand. */
export class NumberBuyer {
  readonly #host: CarrierHost;
  readonly #parts: TwilioParts;

  constructor(host: CarrierHost, parts: TwilioParts) {
    this.#host = host;
    this.#parts = parts;
  }

  /** The number that was bought for the errand of a wish before, in whichever process. */
  boughtFor(query: NumberQuery): string | undefined {
    if (query.errand === undefined) return undefined;
    return this.#parts.outbox.get(this.#idFor(query))?.number;
  }

  async buy(query: NumberQuery, kind: NumberKind): Promise<BoughtNumber> {
    const before = this.boughtFor(query);
    if (before !== undefined) throw boughtBefore(query, before);
    const found = await this.#find(query, kind);
    for (const [index, number] of found.slice(0, tries).entries()) {
      try {
        return await this.#buyOne(query, kind, number);
      } catch (error) {
        if (index < Math.min(tries, found.length) - 1 && codeOf(error, taken) !== undefined) continue;
        throw this.#inOurWords(query, error);
      }
    }
    throw noneFound(query);
  }

  async #buyOne(query: NumberQuery, kind: NumberKind, number: string): Promise<BoughtNumber> {
    const { rails, outbox, twilio, tell, settings } = this.#parts;
    const id = this.#idFor(query);
    const act = { do: "buy", country: query.country, kind } as const;
    const { dry } = rails.pass(act, id);
    const price = `at most ${inDollars(costOf(act, settings).most)} a month`;
    if (dry) {
      tell.did(
        `Dry run, not bought: POST IncomingPhoneNumbers.json with PhoneNumber=${maskNumber(number)}, ${price}. No text and no call will arrive there.`,
      );
      return { dry: number };
    }
    const name = boughtName(id);
    const form = { PhoneNumber: number, FriendlyName: name, ...this.#papersFor(query) };
    const find = async (): Promise<OwnedNumber | undefined> =>
      (await twilio.listNumbers({ FriendlyName: name })).find(({ friendly_name }) => friendly_name === name);
    try {
      const owned = await outbox.run({ id, kind: "buy", ask: () => twilio.buyNumber(form), find });
      tell.did(
        `The number ${maskNumber(owned.phone_number)} was bought. It costs ${price} until it is released.`,
      );
      return { owned };
    } catch (error) {
      // Refused by Twilio, or not asked for at all.
      if ((outbox.get(id)?.state ?? "refused") === "refused") rails.settle(id, 0);
      throw error;
    }
  }

  /** Free numbers as wished: by area code, else by city, else anywhere in the country. */
  async #find(query: NumberQuery, kind: NumberKind): Promise<readonly string[]> {
    const { country, locality = "" } = query;
    const search: NumberSearch = {
      SmsEnabled: true,
      VoiceEnabled: true,
      PageSize: 20,
      ...(this.#registrationFor(query) === undefined && { ExcludeAllAddressRequired: true }),
    };
    // Whoever names an area code may want no other number, and what is bought is paid for: so none is bought elsewhere.
    if (isAreaCode({ country, locality }))
      return this.#ask(query, kind, { ...search, AreaCode: Number(locality) });
    const near =
      locality === "" ? [] : await this.#ask(query, kind, { ...search, InLocality: cityOf(locality) });
    return near.length > 0 ? near : this.#ask(query, kind, search);
  }

  async #ask({ country }: NumberQuery, kind: NumberKind, search: NumberSearch): Promise<readonly string[]> {
    const found = this.#parts.twilio.findNumbers(country, kind, search).catch((error: unknown) => {
      // Twilio has no such shelf, or nothing that it calls by that area code.
      if (error instanceof TwilioRefused && (error.status === 404 || taken.has(String(error.code))))
        return [];
      throw error;
    });
    const numbers = await asked(found);
    return numbers.map(({ phone_number }) => phone_number).filter((number) => !this.#host.isTaken(number));
  }

  /** The same for the same errand, unless Twilio refused it before: then nothing was bought, and it may be tried anew. */
  #idFor({ errand, country, type }: NumberQuery): string {
    if (errand === undefined) return `buy-${randomBytes(12).toString("hex")}`;
    const hash = createHash("sha256")
      .update(JSON.stringify([errand, country, type]))
      .digest("hex")
      .slice(0, 24);
    for (let attempt = 1; ; attempt += 1) {
      const id = attempt === 1 ? `buy-${hash}` : `buy-${hash}-${attempt}`;
      if (this.#parts.outbox.get(id)?.state !== "refused") return id;
    }
  }

  #registrationFor({ country, type }: NumberQuery): RealRegistration | undefined {
    return this.#parts.settings.registrations[`${country} ${type}`];
  }

  #papersFor(query: NumberQuery): NumberForm {
    const { addressSid, bundleSid } = this.#registrationFor(query) ?? {};
    return {
      ...(addressSid !== undefined && { AddressSid: addressSid }),
      ...(bundleSid !== undefined && { BundleSid: bundleSid }),
    };
  }

  #inOurWords(query: NumberQuery, error: unknown): unknown {
    if (codeOf(error, taken) !== undefined) return noneFound(query);
    const code = codeOf(error, papers);
    if (code === undefined) return error;
    const { country, type } = query;
    return new RingbackError(
      "unsupported_configuration",
      `Twilio wants an address or documents for a ${type} number in ${country} (its code ${code}). ` +
        `Register them in Twilio's console and name them in RINGBACK_REAL_REGISTRATIONS, as ${country} ${type}=AD…/BU….`,
      { field: "type", allowed: otherTypes(country, type), errorCode: code },
    );
  }
}

type RealRegistration = TwilioParts["settings"]["registrations"][string];

/** Twilio's code in a refusal, where it is one of these. */
const codeOf = (error: unknown, codes: ReadonlySet<string>): string | undefined => {
  if (!(error instanceof RingbackError)) return undefined;
  const { errorCode } = error.details;
  return typeof errorCode === "string" && codes.has(errorCode) ? errorCode : undefined;
};

/** `new-york` as Twilio knows it: `New York`. */
const cityOf = (locality: string): string =>
  locality
    .trim()
    .split(/[\s_-]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join(" ");

const noneFound = ({ country, type, locality }: NumberQuery): RingbackError =>
  new RingbackError(
    "number_unavailable",
    `Twilio has no free ${type} number in ${country}${locality === undefined ? "" : ` as wished (${JSON.stringify(locality)})`} that does texts and calls and asks for no papers. ` +
      "Ask for another place or type, or name the papers in RINGBACK_REAL_REGISTRATIONS.",
    {
      country,
      type,
      ...(locality !== undefined && { locality }),
      ...(isAreaCode({ country, locality }) && { areaCode: locality }),
    },
  );

const isAreaCode = ({
  country,
  locality = "",
}: Pick<NumberQuery, "country"> & { readonly locality: string | undefined }): boolean =>
  /^\d{3}$/.test(locality) && (country === "US" || country === "CA");

const boughtBefore = ({ country, type }: NumberQuery, number: string): RingbackError =>
  new RingbackError(
    "number_unavailable",
    `This very purchase was made before: it brought ${maskNumber(number)}, which cannot be given out now. It is not bought twice. ` +
      "Ask with another idempotency key, or release the line that has the number.",
    { country, type },
  );
