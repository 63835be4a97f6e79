import { phoneConfiguration } from "../../contract/store/buying.ts";
import type { Catalog } from "../../domain/catalog/catalog.ts";
import { requireCountryOffer } from "../../domain/numbers/country-offer.ts";
import { dollarsToMinor } from "../../kernel/money.ts";
import { once } from "../../kernel/once.ts";
import type { PhoneConfiguration } from "../../world/entities.ts";
import { type Problem, refuseInput } from "../refuse-input.ts";

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
  const wrongQuantity = quantityProblems(input.quantity);
  const result = schema().safeParse(input.configuration ?? {});
  if (!result.success) throw refuseInput(result.error.issues, input, ["configuration"], wrongQuantity);
  if (wrongQuantity.length > 0) throw refuseInput([], input, [], wrongQuantity);
  const { countryCode, numberType, capabilities, locality, initialBalanceUsd = 0 } = result.data;
  requireCountryOffer(countryCode, numberType);
  const initialBalanceMinor = dollarsToMinor(initialBalanceUsd) ?? 0;
  return { countryCode, numberType, capabilities, locality, initialBalanceMinor };
};

const quantityProblems = (quantity = 1): readonly Problem[] =>
  quantity === 1
    ? []
    : [{ path: "quantity", message: "must be 1: a purchase answers one service, so buy numbers one by one" }];
