export type Schema = Readonly<Record<string, unknown>>;

/** The name under which the compiler knows the whole document. */
export const root = "twilio";

/** What formats mean, as far as they are checked. The document's own examples hold relative URIs under `uri`. */
export const formats: Readonly<Record<string, RegExp>> = {
  "date-time-rfc-2822":
    /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} \+0000$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  "date-time": /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/,
  uri: /^\S*$/,
  "iso-country-code": /^[A-Z]{2}$/,
  currency: /^[A-Za-z]{3}$/,
  "http-method": /^(?:GET|POST|HEAD|PUT|PATCH|DELETE)$/,
};

/**
 * A piece of OpenAPI 3.0 as JSON Schema: `nullable` is a type, what stands beside a `$ref` does not count but for that,
 * references lead to the whole document, and formats that nobody knows are gone. A number may be a string, as it is in the
 * document's own examples of prices and places.
 */
export const relax = (node: unknown): unknown => {
  if (Array.isArray(node)) return node.map(relax);
  if (typeof node !== "object" || node === null) return node;
  const { nullable, $ref, format, ...rest } = node as Schema;
  if (typeof $ref === "string") {
    const reference = { $ref: `${root}${$ref}` };
    return nullable === true ? { anyOf: [reference, { type: "null" }] } : reference;
  }
  const schema = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, relax(value)]));
  if (typeof format === "string" && format in formats) schema["format"] = format;
  if (schema["type"] === "number") return { ...schema, type: ["number", "string", "null"] };
  // A property that is called `nullable` is an object.
  if (nullable !== true) return nullable === undefined ? schema : { ...schema, nullable: relax(nullable) };
  if (typeof schema["type"] === "string") schema["type"] = [schema["type"], "null"];
  if (Array.isArray(schema["enum"])) schema["enum"] = [...(schema["enum"] as unknown[]), null];
  return schema;
};
