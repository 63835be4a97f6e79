const basic =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const extended = "\f^{}\\[~]|€";

/** How many texts a body is on the air: GSM-7 160/153, otherwise UCS-2 70/67. */
export const segmentsOf = (body: string): number => {
  const letters = Array.from(body);
  const isBasic = letters.every((letter) => basic.includes(letter) || extended.includes(letter));
  const units = isBasic
    ? letters.reduce((sum, letter) => sum + (extended.includes(letter) ? 2 : 1), 0)
    : body.length;
  const [alone, joined] = isBasic ? [160, 153] : [70, 67];
  return units <= alone ? 1 : Math.ceil(units / joined);
};
