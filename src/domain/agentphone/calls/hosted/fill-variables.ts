/** What a text may grow to by being filled in; from there on names stay as they are written. */
const longest = 100_000;

/** A text in which every `{{name}}` that has a value is replaced by it, as it is; other names stay as written. */
export const fillVariables = (text: string, values: Readonly<Record<string, string>> = {}): string => {
  let length = text.length;
  return text.replaceAll(/\{\{([^{}]{1,128})\}\}/g, (written, name: string) => {
    const key = name.trim();
    const value = Object.hasOwn(values, key) ? values[key] : undefined;
    if (value === undefined || length + value.length - written.length > longest) return written;
    length += value.length - written.length;
    return value;
  });
};
