import type { NumberQuery } from "../../carriers/carrier.ts";
import { RingbackError } from "../../kernel/errors.ts";
import { countries } from "./countries.ts";

/** Checks that numbers of a type can be rented in a country. Throws `unsupported_configuration` with what can. */
export const requireCountryOffer = (
  countryCode: string,
  numberType: string,
): { country: string; numberType: NumberQuery["type"] } => {
  const country = countries.find((candidate) => candidate.code === countryCode);
  if (country === undefined) {
    throw refuse(
      "countryCode",
      countryCode,
      countries.map((candidate) => candidate.code),
    );
  }
  const type = country.numberTypes.find((candidate) => candidate === numberType);
  if (type === undefined) throw refuse("numberType", `${numberType} in ${countryCode}`, country.numberTypes);
  return { country: countryCode, numberType: type };
};

const refuse = (field: string, wanted: string, allowed: readonly string[]): RingbackError =>
  new RingbackError(
    "unsupported_configuration",
    `No numbers for ${field} ${wanted}. Choose one of: ${allowed.join(", ")}.`,
    {
      field,
      allowed,
    },
  );
