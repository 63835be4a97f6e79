import { minorToDollars } from "../../kernel/money.ts";
import type { PhoneConfiguration } from "../../world/entities.ts";

/** The first period's rent. Documented for one pair only (US, local), and charged alike for every other. */
const rentMinor = 250;

/** What a phone number costs at checkout: the first period's rent and its opening balance, in cents. */
export const phonePriceMinor = (configuration: PhoneConfiguration): number =>
  rentMinor + configuration.initialBalanceMinor;

/** How a quote names a phone number: `US Local Number + $10 Balance`. */
export const phoneOfferName = ({
  countryCode,
  numberType,
  initialBalanceMinor,
}: PhoneConfiguration): string => {
  const name = `${countryCode} ${numberType.charAt(0).toUpperCase()}${numberType.slice(1)} Number`;
  if (initialBalanceMinor === 0) return name;
  return `${name} + $${minorToDollars(initialBalanceMinor).replace(/\.00$/, "")} Balance`;
};
