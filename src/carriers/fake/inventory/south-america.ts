import type { NumberArea, NumberPool } from "./number-pool.ts";

const cities: readonly (readonly [locality: string, areaCode: string])[] = [
  ["sao-paulo", "11"],
  ["rio-de-janeiro", "21"],
  ["belo-horizonte", "31"],
  ["curitiba", "41"],
  ["porto-alegre", "51"],
  ["brasilia", "61"],
  ["salvador", "71"],
  ["recife", "81"],
  ["fortaleza", "85"],
];

const areas = (subscriber: string): readonly NumberArea[] =>
  cities.map(([locality, code]) => ({ locality, blocks: [`+55 ${code} ${subscriber}`] }));

/** The numbers of Brazil. Nothing is known to be set aside there: zeros say that they are invented. */
export const southAmerica: readonly NumberPool[] = [
  { country: "BR", type: "local", areas: areas("0000 0xxx") },
  { country: "BR", type: "mobile", areas: areas("90000 0xxx") },
];
