import type { NumberQuery } from "../../carrier.ts";

type NumberType = NumberQuery["type"];

const canada = new Set(
  (
    "204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 387 403 416 418 428 431 437 438 450 460 468 474 506 " +
    "514 519 537 548 568 579 581 584 587 604 613 639 647 672 683 705 709 742 753 778 780 782 807 819 825 867 873 879 " +
    "902 905 942"
  ).split(" "),
);
// Area codes of the shared +1 plan that belong to neither.
const islands = new Set(
  "242 246 264 268 284 345 441 473 649 658 664 721 758 767 784 809 829 849 868 869 876".split(" "),
);
const tollFree = /^\+1(?:800|833|844|855|866|877|888)/;

interface Plan {
  readonly country: string;
  readonly head: string;
  readonly mobile?: RegExp;
  readonly national?: RegExp;
}

const plans: readonly Plan[] = [
  { country: "GB", head: "+44", mobile: /^\+447[1-57-9]/, national: /^\+44[38]/ },
  { country: "DE", head: "+49", mobile: /^\+491[567]/, national: /^\+49(?:32|800)/ },
  { country: "FR", head: "+33", mobile: /^\+33[67]/ },
  { country: "NL", head: "+31", mobile: /^\+316/ },
  { country: "ES", head: "+34", mobile: /^\+34[67]/ },
  { country: "AU", head: "+61", mobile: /^\+614/, national: /^\+61(?:13|18)/ },
  { country: "NZ", head: "+64", mobile: /^\+642/ },
  { country: "SG", head: "+65", mobile: /^\+65[89]/ },
  { country: "JP", head: "+81", mobile: /^\+81[789]0/ },
  { country: "BR", head: "+55", mobile: /^\+55\d\d9\d{8}$/ },
];

/** Where a number lives, and of which types it may pass for; undefined for countries that the APIs do not offer. */
export const placeOf = (
  e164: string,
): { readonly country: string; readonly types: readonly NumberType[] } | undefined => {
  if (e164.startsWith("+1")) return northAmerican(e164);
  const plan = plans.find(({ head }) => e164.startsWith(head));
  if (plan === undefined) return undefined;
  const { country, mobile, national } = plan;
  if (mobile?.test(e164) === true) return { country, types: ["mobile"] };
  return { country, types: [national?.test(e164) === true ? "national" : "local"] };
};

const northAmerican = (e164: string): ReturnType<typeof placeOf> => {
  const areaCode = e164.slice(2, 5);
  if (islands.has(areaCode)) return undefined;
  if (tollFree.test(e164)) return { country: "US", types: ["national"] };
  // A mobile cannot be told from any other number.
  return { country: canada.has(areaCode) ? "CA" : "US", types: ["local", "mobile"] };
};
