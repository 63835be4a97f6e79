/** What people are called in a recorded scenario, in the order in which they come up. */
const firstNames =
  "ann ben cara dan ella finn gwen hugo iris jack kate leo mia noah olive paul quinn rosa sam tess uma vera will xena yara zoe".split(
    " ",
  );

const familyNames = "baker carter cooper fisher mason potter taylor weaver".split(" ");

const at = (names: readonly string[], place: number): string => {
  const round = Math.floor(place / names.length);
  const name = names[place % names.length] ?? "somebody";
  return round === 0 ? name : `${name}${round + 1}`;
};

/** The name at a place of the list; past its end names get a number: `ann2`. */
export const nameAt = (place: number): string => at(firstNames, place);

/** The same for family names. */
export const familyNameAt = (place: number): string => at(familyNames, place);

/** Area codes of the two countries whose numbers 555-0100 to 555-0199 belong to nobody. */
const areas: Readonly<Record<string, readonly string[]>> = {
  US: ["415", "212", "312", "617", "206", "303", "404", "512", "602", "702"],
  CA: ["416", "604", "514", "403", "613"],
};

/** The fictional number at a place of the list of a country. */
export const numberAt = (country: string, place: number): string => {
  const known = areas[country] ?? areas["US"] ?? [];
  const area = known[Math.floor(place / 100) % known.length] ?? "415";
  return `+1${area}55501${String(place % 100).padStart(2, "0")}`;
};

/** A text of the same shape in which every letter and digit is another, drawn from its place in the list. */
export const shapeAt = (original: string, place: number): string => {
  let state = (place + 1) * 2_654_435_761 + original.length;
  const draw = (bound: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * bound);
  };
  return original
    .replaceAll(/\d/g, () => String(draw(10)))
    .replaceAll(/[A-Z]/g, () => String.fromCodePoint(65 + draw(26)))
    .replaceAll(/[a-z]/g, () => String.fromCodePoint(97 + draw(26)));
};
