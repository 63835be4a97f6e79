/** The kinds of number that countries offer. */
export type NumberType = "local" | "mobile" | "national";

/** What a number can do. */
export type NumberCapability = "sms" | "voice";

/** A country in which numbers can be rented: what they can do there, and which kinds there are. */
export interface Country {
  readonly code: string;
  readonly name: string;
  readonly capabilities: readonly NumberCapability[];
  readonly numberTypes: readonly NumberType[];
}

const country = (code: string, name: string, ...numberTypes: readonly NumberType[]): Country => ({
  code,
  name,
  capabilities: ["sms", "voice"],
  numberTypes,
});

/** The twelve countries that offer numbers, in the order in which they are listed to users. */
export const countries: readonly Country[] = [
  country("US", "United States", "local", "mobile", "national"),
  country("CA", "Canada", "local", "mobile"),
  country("GB", "United Kingdom", "local", "mobile", "national"),
  country("DE", "Germany", "local", "national"),
  country("FR", "France", "local", "mobile"),
  country("NL", "Netherlands", "local", "mobile"),
  country("ES", "Spain", "local", "mobile"),
  country("AU", "Australia", "local", "mobile", "national"),
  country("NZ", "New Zealand", "local", "mobile"),
  country("SG", "Singapore", "local", "mobile"),
  country("JP", "Japan", "local", "mobile"),
  country("BR", "Brazil", "local", "mobile"),
];
