const longestQuotation = 60;

/** A piece of the file as a message shows it: between backticks, on one line, cut when long, nothing invisible. */
export const quote = (text: string): string => {
  const characters = Array.from(text.slice(0, longestQuotation * 2));
  const cut = characters.length > longestQuotation || text.length > longestQuotation * 2;
  const shown = cut ? `${characters.slice(0, longestQuotation - 1).join("")}…` : text;
  return `\`${shown.replaceAll(/\p{Cc}/gu, visible)}\``;
};

/** A text between YAML quotes that give it back unchanged. */
export const yamlQuote = (text: string): string =>
  /\p{Cc}/u.test(text) ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`;

const visible = (character: string): string => {
  const escaped = JSON.stringify(character).slice(1, -1);
  if (escaped !== character) return escaped;
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
};
