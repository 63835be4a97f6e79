import { RingbackError } from "../../kernel/errors.ts";
import { catalogItems, categories, type CatalogItem } from "./catalog-items.ts";

/** What a search asks for. */
export interface CatalogSearch {
  readonly category?: string | undefined;
  readonly q?: string | undefined;
  readonly limit: number;
}

/** The store's shelf: fixed, and the same in every world. */
export class Catalog {
  categories(): readonly { readonly id: string; readonly name: string }[] {
    return categories;
  }

  /** Within a category the words rank; without one they choose. Both reproduce every documented search. */
  search({ category, q = "", limit }: CatalogSearch): readonly CatalogItem[] {
    const words = q.toLowerCase().split(/\s+/).filter(Boolean);
    const matches = (item: CatalogItem): number =>
      words.filter((word) => searchText(item).includes(word)).length;
    const candidates =
      category === undefined
        ? catalogItems.filter((item) => matches(item) === words.length)
        : catalogItems.filter((item) => item.category === category);
    return candidates.toSorted((left, right) => matches(right) - matches(left)).slice(0, limit);
  }

  get(id: string): CatalogItem {
    const item = catalogItems.find((candidate) => candidate.id === id);
    if (item !== undefined) return item;
    throw new RingbackError(
      "not_found",
      `The catalog has no item ${id}. Search it first; phone numbers are cat_phone_global_001.`,
      { resource: "catalog_item", id },
    );
  }

  /** The item, if ringback can sell it. Throws `not_emulated` for the others. */
  getSellable(id: string): CatalogItem {
    const item = this.get(id);
    if (item.requirements?.serviceType === "phone_number") return item;
    throw notEmulated(`buying ${item.name} (${id})`);
  }
}

/** Says that something exists at the vendor but is not played here. */
export const notEmulated = (what: string): RingbackError =>
  new RingbackError(
    "not_emulated",
    `ringback does not emulate ${what}. Only phone numbers can be bought here.`,
    { what },
  );

const searchText = (item: CatalogItem): string =>
  [item.name, item.sku, item.category, ...item.keywords].join(" ").toLowerCase();
