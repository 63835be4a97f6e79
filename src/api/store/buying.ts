import type { buyingOperations } from "../../contract/store/buying.ts";
import { phoneOfferName } from "../../domain/buying/phone-price.ts";
import type { PurchaseOutcome, PurchaseSubject } from "../../domain/buying/purchases.ts";
import { displayNumber } from "../../domain/numbers/display-number.ts";
import { canonicalJson } from "../../kernel/canonical-json.ts";
import { RingbackError } from "../../kernel/errors.ts";
import { toSecondText } from "../../kernel/time-text.ts";
import type { Quote } from "../../world/entities.ts";
import type { InputOf } from "../../contract/operation.ts";
import type { Context, HandlersOf } from "../context.ts";
import { readPhoneConfiguration } from "./phone-configuration.ts";

export const buyingHandlers: HandlersOf<typeof buyingOperations> = {
  "store.quotes.create": (input, context) => {
    const { catalog, quotes } = context.running.domain;
    const configuration = readPhoneConfiguration(catalog, input);
    return { quote: toQuote(quotes.create(context.caller, input.catalogItemId, configuration), context) };
  },
  "store.quotes.get": ({ quoteId }, context) => ({
    quote: toQuote(context.running.domain.quotes.get(context.caller, quoteId), context),
  }),
  "store.purchases.create": async (input, context) => {
    const { idempotencyKey, ...asked } = input;
    const outcome = await context.running.domain.purchases.create(context.caller, {
      subject: readSubject(input, context),
      idempotencyKey,
      fingerprint: canonicalJson(asked),
    });
    if (outcome.replayed) context.markReplayed();
    return toPurchase(outcome);
  },
  "store.purchases.get": ({ purchaseId }, { running, caller }) =>
    toPurchase(running.domain.purchases.get(caller, purchaseId)),
};

type PurchaseInput = InputOf<(typeof buyingOperations)["store.purchases.create"]>;

const readSubject = (input: PurchaseInput, context: Context): PurchaseSubject => {
  const { quoteId, catalogItemId, quantity, configuration } = input;
  const isDirect = catalogItemId !== undefined || quantity !== undefined || configuration !== undefined;
  if (quoteId !== undefined && !isDirect) return { quoteId };
  if (quoteId === undefined && catalogItemId !== undefined) {
    const { catalog } = context.running.domain;
    return {
      catalogItemId,
      configuration: readPhoneConfiguration(catalog, { catalogItemId, quantity, configuration }),
    };
  }
  const message = "must be given alone, or else catalogItemId with its configuration";
  throw new RingbackError("validation_error", `quoteId ${message}.`, {
    issues: [{ path: "quoteId", message }],
    ...(quoteId === undefined && { missingFields: ["quoteId"] }),
  });
};

const toQuote = (quote: Quote, { running, caller }: Context) => {
  const { countryCode, numberType, capabilities, initialBalanceMinor } = quote.configuration;
  const { showQuoteExpiry } = running.domain.accounts.settings(caller.accountId);
  const expiresAt = showQuoteExpiry ? running.domain.quotes.expiresAt(caller, quote) : undefined;
  return {
    id: quote.id,
    catalogItemId: quote.catalogItemId,
    totalPriceMinor: quote.totalMinor,
    currency: "usd" as const,
    displayName: phoneOfferName(quote.configuration),
    quoteDetails: {
      countryCode,
      numberType,
      capabilities: [...capabilities],
      initialBalanceUsd: initialBalanceMinor / 100,
    },
    ...(expiresAt !== undefined && { expiresAt: toSecondText(expiresAt) }),
  };
};

const toPurchase = ({ purchase, service }: PurchaseOutcome) => ({
  purchase: { id: purchase.id, status: purchase.status, totalPriceMinor: purchase.totalMinor },
  service: { id: service.id, serviceType: service.serviceType, displayName: displayNumber(service.lineId) },
});
