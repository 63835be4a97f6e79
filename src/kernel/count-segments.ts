const basic =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const basicCharacters = new Set(basic);
// Each of these goes over the air as two.
const extensionCharacters = new Set("\f^{}\\[~]|€");

/**
 * How many segments a text takes over the air: 160 characters of the GSM alphabet fit one, 153 each of several; with
 * any other character it is 70 and 67 units of UTF-16. Nothing that goes over the air as one is cut in two.
 */
export const countSegments = (text: string): number => {
  const sizes = gsmSizes(text);
  if (sizes === undefined) return pack(text, unitsOf, 70, 67);
  return pack(text, (character) => (extensionCharacters.has(character) ? 2 : 1), 160, 153, sizes);
};

/** The size of a text in the GSM alphabet; undefined where it has other characters. */
const gsmSizes = (text: string): number | undefined => {
  let size = 0;
  for (const character of text) {
    if (basicCharacters.has(character)) size += 1;
    else if (extensionCharacters.has(character)) size += 2;
    else return undefined;
  }
  return size;
};

const unitsOf = (character: string): number => character.length;

const pack = (
  text: string,
  sizeOf: (character: string) => number,
  alone: number,
  each: number,
  whole = text.length,
): number => {
  if (whole <= alone) return 1;
  let segments = 1;
  let filled = 0;
  for (const character of text) {
    const size = sizeOf(character);
    if (filled + size > each) {
      segments += 1;
      filled = 0;
    }
    filled += size;
  }
  return segments;
};
