/** Colours a text, or leaves it as it is. */
export type Paint = (colour: keyof typeof colourCodes, text: string) => string;

const colourCodes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const;

/** Paint for a reader who sees colours, or for one who does not. */
export const paintFor = (colours: boolean): Paint =>
  colours ? (colour, text) => `\u001b[${colourCodes[colour]}m${text}\u001b[0m` : plain;

/** Paint that changes nothing. */
export const plain: Paint = (_colour, text) => text;
