import { RingbackError } from "../../../../kernel/errors.ts";
import type { Json, JsonObject } from "../../../../kernel/json.ts";
import type { Tool } from "./tool.ts";

/**
 * Checks the names of what a tool is called with: all that its schema requires, and none that it does not know unless
 * it says that there may be more. Throws `validation_error`.
 */
export const requireArguments = ({ name, parameters }: Tool, given: JsonObject): void => {
  const { properties, required, additionalProperties = false } = parameters ?? {};
  const known = isObject(properties) ? Object.keys(properties) : [];
  const wanted = Array.isArray(required) ? (required as readonly Json[]).map(String) : [];
  const missing = wanted.filter((one) => !Object.hasOwn(given, one));
  const strange =
    additionalProperties === false && isObject(properties)
      ? Object.keys(given).filter((one) => !known.includes(one))
      : [];
  const takes = known.length === 0 ? `${name} takes nothing` : `${name} takes ${known.join(", ")}`;
  const issues = [
    ...missing.map((one) => ({ path: `with.${one}`, message: `${name} cannot be called without it` })),
    ...strange.map((one) => ({ path: `with.${one}`, message: `is not known: ${takes}` })),
  ];
  const [first] = issues;
  if (first === undefined) return;
  throw new RingbackError("validation_error", `${first.path} ${first.message}`, { issues });
};

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
