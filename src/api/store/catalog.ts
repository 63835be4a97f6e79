import type { catalogOperations } from "../../contract/store/catalog.ts";
import { notEmulated } from "../../domain/catalog/catalog.ts";
import type { CatalogItem } from "../../domain/catalog/catalog-items.ts";
import type { HandlersOf } from "../context.ts";
import { defaultLimit } from "./default-limit.ts";

export const catalogHandlers: HandlersOf<typeof catalogOperations> = {
  "store.catalog.categories": (_input, { running }) => ({
    categories: [...running.domain.catalog.categories()],
  }),
  "store.catalog.search": ({ category, q, limit = defaultLimit }, { running }) => ({
    items: running.domain.catalog.search({ category, q, limit }).map(toItem),
  }),
  "store.catalog.checkoutRequirements": ({ catalogItemId }, { running }) => {
    const { id, name, checkoutKind, requirements } = running.domain.catalog.get(catalogItemId);
    if (requirements === undefined)
      throw notEmulated(`the checkout of ${name} (${id}), which is not documented`);
    const { serviceType, requiredFields, managementCapabilities, supportedImages } = requirements;
    return {
      catalogItemId: id,
      checkoutKind,
      serviceType,
      requiredFields: [...requiredFields],
      ...(managementCapabilities && { managementCapabilities: [...managementCapabilities] }),
      ...(supportedImages && { supportedImages: [...supportedImages] }),
    };
  },
};

const toItem = ({ id, sku, name, category, checkoutKind }: CatalogItem) => ({
  id,
  sku,
  name,
  category,
  checkoutKind,
});
