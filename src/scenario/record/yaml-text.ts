/** A text in which nothing is read as a reference. */
export const withoutReferences = (text: string): string => text.replaceAll("${", () => "$${");

/** A text from outside as YAML in double quotes, with nothing in it that scenario files read as a reference. */
export const quoted = (text: string): string => quotedAsIs(withoutReferences(text));

/** A text of ours, whose references are meant, as YAML in double quotes. */
export const quotedAsIs = (text: string): string =>
  JSON.stringify(text.replaceAll(/\p{Surrogate}/gu, "\uFFFD")).replaceAll(
    /[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g,
    (sign) => `\\u${sign.codePointAt(0)?.toString(16).padStart(4, "0")}`,
  );

/** A map on one line. What has no value is left out. */
export const flowMap = (fields: Readonly<Record<string, string | undefined>>): string => {
  const entries = Object.entries(fields).flatMap(([key, value]) =>
    value === undefined ? [] : `${key}: ${value}`,
  );
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
};
