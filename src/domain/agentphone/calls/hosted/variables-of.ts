import type { JsonObject } from "../../../../kernel/json.ts";

/** The values that a call was placed with, for the names in its prompt and greeting. */
export const variablesOf = (plan: JsonObject = {}): Readonly<Record<string, string>> => {
  const { variables } = plan;
  return typeof variables === "object" && variables !== null && !Array.isArray(variables)
    ? (variables as Readonly<Record<string, string>>)
    : {};
};
