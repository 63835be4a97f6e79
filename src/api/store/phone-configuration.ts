import { phoneConfiguration } from "../../contract/store/buying.ts";
import type { Catalog } from "../../domain/catalog/catalog.ts";
import { requireCountryOffer } from "../../domain/numbers/country-offer.ts";
import { RingbackError } from "../../kernel/errors.ts";
import { dollarsToMinor } from "../../kernel/money.ts";
import { once } from "../../kernel/once.ts";
import type { PhoneConfiguration } from "../../world/entities.ts";
import { refuseInput } from "../refuse-input.ts";

const schema = once(phoneConfiguration);

/** Reads what is to be bought. Tells every missing or wrong field at once; then what no country offers. */
export const readPhoneConfiguration = (
  catalog: Catalog,
  input: {
    readonly catalogItemId: string;
    readonly quantity?: number | undefined;
    readonly configuration?: Readonly<Record<string, unknown>> | undefined;
  },
): PhoneConfiguration => {
  catalog.getSellable(input.catalogItemId);
  const result = schema().safeParse(input.configuration ?? {});
  if (!result.success) throw refuseInput(result.error.issues, input, ["configuration"]);
  const { countryCode, numberType, capabilities, locality, initialBalanceUsd = 0 } = result.data;
  requireOne(input.quantity);
  requireDistinct(capabilities);
  requireCountryOffer(countryCode, numberType);
  const initialBalanceMinor = dollarsToMinor(initialBalanceUsd) ?? 0;
  return { countryCode, numberType, capabilities, locality, initialBalanceMinor };
};

const requireOne = (quantity = 1): void => {
  if (quantity === 1) return;
  const message = "must be 1: a purchase answers one service, so buy numbers one by one";
  throw new RingbackError("validation_error", `quantity ${message}.`, {
    issues: [{ path: "quantity", message }],
  });
};

const requireDistinct = (capabilities: readonly string[]): void => {
  if (new Set(capabilities).size === capabilities.length) return;
  const path = "configuration.capabilities";
  const message = "must not name a capability twice";
  throw new RingbackError("validation_error", `${path} ${message}.`, { issues: [{ path, message }] });
};
