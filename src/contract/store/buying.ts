import * as z from "zod";
import { dollarsField, idField } from "../fields.ts";
import { operation } from "../operation.ts";
import { storeDocs } from "./source.ts";

/** What a phone number must look like to be quoted. Checked whole, so that every mistake is told at once. */
export const phoneConfiguration = () =>
  z.object({
    countryCode: z.string().max(8),
    numberType: z.string().max(32),
    capabilities: z
      .array(z.enum(["sms", "voice"]))
      .min(1)
      .max(8)
      .refine((names) => new Set(names).size === names.length, "must not name a capability twice"),
    locality: z.string().max(64).optional(),
    initialBalanceUsd: dollarsField().max(100_000).optional(),
  });

const quantityField = () => z.int().min(1).max(1000).optional();
const configurationField = () => z.record(z.string(), z.unknown()).optional();

const quote = () =>
  z.strictObject({
    id: z.string(),
    catalogItemId: z.string(),
    totalPriceMinor: z.int(),
    currency: z.literal("usd"),
    displayName: z.string(),
    quoteDetails: z.strictObject({
      countryCode: z.string(),
      numberType: z.string(),
      capabilities: z.array(z.string()),
      initialBalanceUsd: z.number(),
    }),
    expiresAt: z.string().optional(),
  });

const purchaseResult = () =>
  z.strictObject({
    purchase: z.strictObject({ id: z.string(), status: z.string(), totalPriceMinor: z.int() }),
    service: z.strictObject({ id: z.string(), serviceType: z.string(), displayName: z.string() }),
  });

export const buyingOperations = {
  "store.quotes.create": operation({
    name: "store.quotes.create",
    api: "store",
    summary: "Prices a configuration. The price holds until the quote expires; nothing is reserved or paid.",
    source: storeDocs.phone,
    effect: "write",
    auth: "key",
    input: () =>
      z.object({ catalogItemId: idField(), quantity: quantityField(), configuration: configurationField() }),
    output: () => z.strictObject({ quote: quote() }),
    errors: ["not_found", "not_emulated", "unsupported_configuration"],
    rest: { method: "POST", path: "/v1/agent/quotes", success: 201 },
    tool: { name: "quote_create", description: "Price an item in a configuration before buying it." },
  }),
  "store.quotes.get": operation({
    name: "store.quotes.get",
    api: "store",
    summary: "Reads a quote again. The store documents no tool for this.",
    source: storeDocs.overview,
    effect: "read",
    auth: "key",
    input: () => z.object({ quoteId: idField() }),
    output: () => z.strictObject({ quote: quote() }),
    errors: ["not_found"],
    rest: { method: "GET", path: "/v1/agent/quotes/:quoteId", success: 200 },
  }),
  "store.purchases.create": operation({
    name: "store.purchases.create",
    api: "store",
    summary: "Buys a quote, or an item without one, once for each idempotency key.",
    source: storeDocs.phone,
    effect: "write",
    auth: "key",
    input: () =>
      z.object({
        quoteId: idField().optional(),
        catalogItemId: idField().optional(),
        quantity: quantityField(),
        configuration: configurationField(),
        idempotencyKey: z.string().min(1).max(255),
      }),
    output: purchaseResult,
    errors: [
      "not_found",
      "not_emulated",
      "unsupported_configuration",
      "idempotency_conflict",
      "quote_already_used",
      "quote_expired",
      "policy_denied",
      "insufficient_funds",
      "number_unavailable",
    ],
    rest: { method: "POST", path: "/v1/agent/purchases", success: 201, replay: 200 },
    tool: {
      name: "purchase_create",
      description:
        "Buy a quote (quoteId), or an item directly (catalogItemId and configuration). The same idempotencyKey never buys twice.",
    },
  }),
  "store.purchases.get": operation({
    name: "store.purchases.get",
    api: "store",
    summary: "Reads how a purchase stands.",
    source: storeDocs.overview,
    effect: "read",
    polls: true,
    auth: "key",
    input: () => z.object({ purchaseId: idField() }),
    output: purchaseResult,
    errors: ["not_found"],
    rest: {
      method: "GET",
      path: "/v1/agent/purchases/:purchaseId",
      success: 200,
      aliases: ["/v1/agent/purchases/:purchaseId/status"],
    },
    tool: {
      name: "purchase_get_status",
      description: "Read the status of a purchase and the service it created.",
    },
  }),
};
