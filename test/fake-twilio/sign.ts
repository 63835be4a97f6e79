import { createHmac } from "node:crypto";

/**
 * What Twilio puts into `X-Twilio-Signature`: over the URL as it is known to the world, then each field in the order of
 * names, a repeated name's values deduplicated and in order.
 */
export const signatureOf = (
  authToken: string,
  url: string,
  fields: readonly (readonly [string, string])[],
): string => {
  const names = [...new Set(fields.map(([name]) => name))].sort();
  const text = names.flatMap((name) =>
    [...new Set(fields.filter(([other]) => other === name).map(([, value]) => value))]
      .sort()
      .map((value) => `${name}${value}`),
  );
  return createHmac("sha1", authToken)
    .update(`${url}${text.join("")}`, "utf8")
    .digest("base64");
};
