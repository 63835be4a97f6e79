import type { IncomingMessage } from "node:http";
import { RingbackError } from "../../kernel/errors.ts";
import { type BodyRules, readJson } from "./read-json.ts";

/**
 * Reads a request's body as a JSON object; no body is an empty one, and so is `null` where rules are lenient. Throws what
 * is wrong with it.
 */
export const readBody = async (
  request: IncomingMessage,
  rules: BodyRules = {},
): Promise<Readonly<Record<string, unknown>>> => {
  const value = await readJson(request, rules);
  if (value === undefined || (value === null && rules.lenient === true)) return {};
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new RingbackError("validation_error", "The body must be a JSON object.", {
    issues: [{ path: "", message: "must be an object" }],
  });
};
