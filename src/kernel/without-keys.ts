/** A text with its keys and webhook secrets cut down to the part that says which kind they are. */
export const withoutKeys = (text: string): string =>
  text.replaceAll(/(ask_live|ask_test|sk_live|sk_test|whsec)_[\w.-]+/g, "$1_…");
