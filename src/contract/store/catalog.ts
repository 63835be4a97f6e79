import * as z from "zod";
import { idField, limitField } from "../fields.ts";
import { operation } from "../operation.ts";
import { storeDocs } from "./source.ts";

const catalogItem = () =>
  z.strictObject({
    id: z.string(),
    sku: z.string(),
    name: z.string(),
    category: z.string(),
    checkoutKind: z.string(),
  });

export const catalogOperations = {
  "store.catalog.categories": operation({
    name: "store.catalog.categories",
    api: "store",
    summary: "Lists the categories of things the store sells.",
    source: storeDocs.overview,
    effect: "read",
    auth: "key",
    input: () => z.object({}),
    output: () =>
      z.strictObject({ categories: z.array(z.strictObject({ id: z.string(), name: z.string() })) }),
    errors: [],
    rest: { method: "GET", path: "/v1/agent/catalog/categories", success: 200 },
    tool: { name: "catalog_categories", description: "List the categories of products the store sells." },
  }),
  "store.catalog.search": operation({
    name: "store.catalog.search",
    api: "store",
    summary:
      "Searches the catalog. Within a category the words rank the items; without one they choose them.",
    source: storeDocs.phone,
    effect: "read",
    auth: "key",
    input: () =>
      z.object({
        category: z.string().max(64).optional(),
        q: z.string().max(200).optional(),
        limit: limitField(),
      }),
    output: () => z.strictObject({ items: z.array(catalogItem()) }),
    errors: [],
    rest: {
      method: "GET",
      path: "/v1/agent/catalog/items",
      success: 200,
      query: { category: "text", q: "text", limit: "integer" },
      aliases: ["/v1/agent/catalog/search"],
    },
    tool: {
      name: "catalog_search",
      description:
        "Search the catalog by category and free text. Phone numbers are in the category telephony.",
    },
  }),
  "store.catalog.checkoutRequirements": operation({
    name: "store.catalog.checkoutRequirements",
    api: "store",
    summary: "Says which configuration fields an item needs before it can be quoted.",
    source: storeDocs.phone,
    effect: "read",
    auth: "key",
    input: () => z.object({ catalogItemId: idField() }),
    output: () =>
      z.strictObject({
        catalogItemId: z.string(),
        checkoutKind: z.string(),
        serviceType: z.string(),
        requiredFields: z.array(z.string()),
        managementCapabilities: z.array(z.string()).optional(),
        supportedImages: z.array(z.string()).optional(),
      }),
    errors: ["not_found", "not_emulated"],
    rest: {
      method: "GET",
      path: "/v1/agent/catalog/items/:catalogItemId/checkout-requirements",
      success: 200,
    },
    tool: {
      name: "catalog_checkout_requirements",
      description:
        "Show which configuration fields an item needs, and what can be managed after the purchase.",
    },
  }),
};
