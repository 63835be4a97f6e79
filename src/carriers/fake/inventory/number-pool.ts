import type { NumberQuery } from "../../carrier.ts";

/**
 * A run of numbers given out together, in E.164 spelled for people: each trailing `x` stands for any digit, and
 * ` / ` joins runs into one. The spelling up to the first ` / ` is the block's name.
 */
export type NumberBlock = string;

/** What one city, or a country's catch-all, has on its shelf. Blocks are used up in order. */
export interface NumberArea {
  /** The slug of the city. Without one, the area serves only when the others are empty. */
  readonly locality?: string;
  /** The number given out first whatever the seed, while it is free. */
  readonly opening?: string;
  readonly blocks: readonly NumberBlock[];
}

/** Every number of one country and kind. The first area serves whoever names no known locality. */
export interface NumberPool {
  readonly country: string;
  readonly type: NumberQuery["type"];
  readonly areas: readonly NumberArea[];
}
