/** A text with its keys cut down to the part that says which kind they are. */
export const withoutKeys = (text: string): string =>
  text.replaceAll(/(ask|sk)_(live|test)_[\w.-]+/g, "$1_$2_…");
