/** The web addresses in a text, without the punctuation that ends a sentence after them. */
export const linksInText = (text: string): string[] =>
  Array.from(text.matchAll(/\bhttps?:\/\/[^\s<>"“”]+/gi), ([link]) => withoutEnd(link));

const withoutEnd = (link: string): string => {
  const trimmed = link.replace(/[.,;:!?'’…]{1,8}$/, "");
  // A bracket that was opened before the address is not its own.
  return trimmed.endsWith(")") && !trimmed.includes("(") ? withoutEnd(trimmed.slice(0, -1)) : trimmed;
};
