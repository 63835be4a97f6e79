import { createHmac } from "node:crypto";

/** The fields of a form, as pairs: a name may come twice, or once with several values. A `Map` of lists is one. */
export type SignedFields = Iterable<readonly [name: string, value: string | readonly string[]]>;

/**
 * What Twilio writes into `X-Twilio-Signature`: a keyed hash of the URL and of every field in the order of their names.
 * Of a repeated field each different value counts once. A fragment is not part of it, as Twilio does not send it.
 */
export const signatureOf = (authToken: string, url: string, fields: SignedFields = []): string =>
  createHmac("sha1", authToken)
    .update(withoutFragment(url) + spelledOut(fields), "utf8")
    .digest("base64");

const withoutFragment = (url: string): string => url.split("#", 1)[0] ?? "";

const spelledOut = (fields: SignedFields): string => {
  const valuesOf = new Map<string, Set<string>>();
  for (const [name, value] of fields) {
    const values = valuesOf.get(name) ?? new Set();
    for (const one of typeof value === "string" ? [value] : value) values.add(one);
    valuesOf.set(name, values);
  }
  // Plain order of code units: a locale's order would put names elsewhere than Twilio does.
  return [...valuesOf.keys()]
    .sort()
    .flatMap((name) => [...(valuesOf.get(name) ?? [])].sort().map((value) => name + value))
    .join("");
};
