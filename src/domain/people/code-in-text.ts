/** The code that a text most likely brings: the first 4 to 8 digits in a row that are nothing else. */
export const codeInText = (text: string): string | undefined => {
  const bare = notCodes.reduce((rest, pattern) => rest.replaceAll(pattern, " ; "), text);
  return /(?<![A-Za-z\d]|\d[.,])\d{4,8}(?![A-Za-z\d]|[.,]\d)/.exec(bare)?.[0];
};

const currency = "(?:USD|EUR|GBP|CAD|AUD|INR|US\\$|Rs\\.?|[$€£¥₹])";

/** What has digits and is no code. Repetitions are bounded, so that no text takes long. */
const notCodes: readonly RegExp[] = [
  // Links, also those without http.
  /\bhttps?:\/\/\S+/gi,
  /(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}\/\S*/g,
  // Telephone numbers: with a plus, with an area in brackets, with hyphens or dots, and national ones in groups.
  /\+\d{7,15}(?!\d)/g,
  /\+\d{1,4}(?:[ .()-]{1,2}\d{1,5}){1,5}(?!\d)/g,
  /\(\d{2,5}\)[ .-]?\d{3,4}[ .-]?\d{3,4}(?!\d)/g,
  /(?<!\d)(?:\d{1,3}[-.]){0,2}\d{3}[-.]\d{4}(?!\d)/g,
  /(?<!\d)(?:1 )?\d{3} \d{3} \d{4}(?!\d)/g,
  /(?<!\d)0\d{1,4}(?: \d{3,4}){2,3}(?!\d)/g,
  // Money.
  new RegExp(`${currency} ?\\d[\\d.,]*`, "gi"),
  new RegExp(`\\d[\\d.,]{0,20} ?(?:${currency}|dollars?|euros?|pounds?|cents?)(?![A-Za-z])`, "gi"),
];
