import { RingbackError } from "../../../kernel/errors.ts";
import type { NumberQuery } from "../../carrier.ts";
import type { NumberKind } from "../rest/twilio.ts";

type Kinds = Readonly<Partial<Record<NumberQuery["type"], NumberKind>>>;

// What Twilio calls the kinds of number that the APIs offer. In North America mobiles have no numbers of their own, and
// what is no place's is toll-free.
const kinds: Readonly<Record<string, Kinds>> = {
  US: { local: "Local", mobile: "Local", national: "TollFree" },
  CA: { local: "Local", mobile: "Local" },
  GB: { local: "Local", mobile: "Mobile", national: "National" },
  DE: { local: "Local", national: "National" },
  FR: { local: "Local", mobile: "Mobile" },
  NL: { local: "Local", mobile: "Mobile" },
  ES: { local: "Local", mobile: "Mobile" },
  AU: { local: "Local", mobile: "Mobile", national: "National" },
  NZ: { local: "Local", mobile: "Mobile" },
  SG: { local: "Local", mobile: "Mobile" },
  JP: { local: "Local", mobile: "Mobile" },
  BR: { local: "Local", mobile: "Mobile" },
};

/** What Twilio calls a kind of number. Throws `unsupported_configuration` for a country or type that is not offered. */
export const numberKindOf = ({ country, type }: NumberQuery): NumberKind => {
  const offered = kinds[country];
  if (offered === undefined) {
    const allowed = Object.keys(kinds);
    throw new RingbackError(
      "unsupported_configuration",
      `ringback rents no Twilio numbers in ${JSON.stringify(country)}. Ask for one of ${allowed.join(", ")}.`,
      { field: "country", allowed },
    );
  }
  const kind = offered[type];
  if (kind !== undefined) return kind;
  const allowed = otherTypes(country, type);
  throw new RingbackError(
    "unsupported_configuration",
    `ringback rents no ${JSON.stringify(type)} Twilio numbers in ${country}. Ask for one of ${allowed.join(", ")}.`,
    { field: "type", allowed },
  );
};

/** The types besides one that a country has. */
export const otherTypes = (country: string, type: string): readonly string[] =>
  Object.keys(kinds[country] ?? {}).filter((other) => other !== type);
