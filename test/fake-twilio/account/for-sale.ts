import type { Form } from "../rest/form.ts";
import { friendlyNameOf, type Capabilities } from "./number-resource.ts";

/** A number that can be bought. */
export interface ForSale {
  readonly phoneNumber: string;
  /** ISO 3166. */
  readonly country: string;
  readonly kind: "Local" | "Mobile" | "National" | "TollFree";
  readonly locality: string | null;
  readonly region: string | null;
  readonly capabilities: Capabilities;
  /** What the law asks of whoever buys it: `none`, `any`, `local` or `foreign` address. */
  readonly address: "none" | "any" | "local" | "foreign";
  readonly needsBundle: boolean;
}

const all: Capabilities = { voice: true, sms: true, mms: true };

/** A number for sale of which only what matters was said. */
export const forSale = (phoneNumber: string, facts: Partial<ForSale> = {}): ForSale => ({
  phoneNumber,
  country: "US",
  kind: "Local",
  locality: null,
  region: null,
  capabilities: all,
  address: "none",
  needsBundle: false,
  ...facts,
});

const noMms: Capabilities = { voice: true, sms: true, mms: false };

/** What is for sale unless a test says otherwise. */
export const usualStock = (): readonly ForSale[] => [
  forSale("+14155550131", { locality: "San Francisco", region: "CA" }),
  forSale("+14155550132", { locality: "San Francisco", region: "CA" }),
  forSale("+14155550133", { locality: "San Rafael", region: "CA" }),
  forSale("+12125550141", { locality: "New York", region: "NY" }),
  forSale("+12125550142", { locality: "New York", region: "NY" }),
  forSale("+18005550151", { kind: "TollFree" }),
  forSale("+14165550161", { country: "CA", locality: "Toronto", region: "ON" }),
  forSale("+14165550162", { country: "CA", locality: "Toronto", region: "ON" }),
  forSale("+447700900171", { country: "GB", kind: "Mobile", capabilities: noMms, needsBundle: true }),
  forSale("+442079460181", { country: "GB", capabilities: noMms, locality: "London", address: "any" }),
  forSale("+46701740605", { country: "SE", kind: "Mobile", capabilities: noMms }),
  forSale("+33170181234", { country: "FR", capabilities: noMms, address: "local", needsBundle: true }),
];

/** Whether a search means it. */
export const isSought = (number: ForSale, query: Form): boolean => {
  const contains = query.get("Contains");
  const wishes: readonly (readonly [boolean | undefined, boolean])[] = [
    [query.flag("SmsEnabled"), number.capabilities.sms],
    [query.flag("MmsEnabled"), number.capabilities.mms],
    [query.flag("VoiceEnabled"), number.capabilities.voice],
    [query.flag("ExcludeAllAddressRequired") === true ? false : undefined, number.address !== "none"],
    [query.flag("ExcludeLocalAddressRequired") === true ? false : undefined, number.address === "local"],
    [query.flag("ExcludeForeignAddressRequired") === true ? false : undefined, number.address === "foreign"],
  ];
  return (
    isLike(query.get("AreaCode"), number.phoneNumber.slice(2, 5)) &&
    isLike(query.get("InLocality"), number.locality) &&
    isLike(query.get("InRegion"), number.region) &&
    (contains === undefined ||
      new RegExp(contains.replaceAll("+", "\\+").replaceAll("*", ".")).test(number.phoneNumber)) &&
    wishes.every(([wish, fact]) => wish === undefined || wish === fact)
  );
};

const isLike = (wish: string | undefined, fact: string | null): boolean =>
  wish === undefined || wish.toLowerCase() === fact?.toLowerCase();

/** How a search tells of it. */
export const writeForSale = (number: ForSale): object => ({
  friendly_name: friendlyNameOf(number.phoneNumber),
  phone_number: number.phoneNumber,
  lata: null,
  locality: number.locality,
  rate_center: null,
  latitude: null,
  longitude: null,
  region: number.region,
  postal_code: null,
  iso_country: number.country,
  address_requirements: number.address,
  beta: false,
  // Searches spell them like this, whatever the description says; only owned numbers have them in small letters.
  capabilities: {
    voice: number.capabilities.voice,
    SMS: number.capabilities.sms,
    MMS: number.capabilities.mms,
  },
});
