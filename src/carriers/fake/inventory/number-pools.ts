import { asiaPacific } from "./asia-pacific.ts";
import { europe } from "./europe.ts";
import { northAmerica } from "./north-america.ts";
import type { NumberPool } from "./number-pool.ts";
import { southAmerica } from "./south-america.ts";

/** Everything the fake carrier can rent out: one pool for each country and kind of number. */
export const numberPools: readonly NumberPool[] = [
  ...northAmerica,
  ...europe,
  ...asiaPacific,
  ...southAmerica,
];
