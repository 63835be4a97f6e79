import type { Json } from "../../kernel/json.ts";
import { referencesIn } from "./references.ts";

/** The names in every `${…}` of a tree's texts, each once. */
export const referencesInside = (tree: Json): string[] => {
  const names = new Set<string>();
  const look = (value: Json): void => {
    if (typeof value === "string") {
      if (value.includes("${")) for (const { name } of referencesIn(value)) names.add(name);
    } else if (typeof value === "object" && value !== null) Object.values(value).forEach(look);
  };
  look(tree);
  return [...names];
};
