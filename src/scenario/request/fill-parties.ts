import type { Condition } from "../../api/match/condition.ts";

/** A condition in which the number of each party stands in the place of its name. */
export const fillParties = async (
  condition: Condition,
  numberOf: (name: string) => string | Promise<string>,
): Promise<Condition> => {
  const fill = (part: Condition): Promise<Condition> => fillParties(part, numberOf);
  switch (condition.is) {
    case "party":
      return { is: "equal", value: await numberOf(condition.name) };
    case "oneOf":
      return { is: "oneOf", any: await Promise.all(condition.any.map(fill)) };
    case "not":
      return { is: "not", condition: await fill(condition.condition) };
    case "all":
      return { is: "all", conditions: await Promise.all(condition.conditions.map(fill)) };
    case "items":
      return { is: "items", items: await Promise.all(condition.items.map(fill)) };
    case "fields": {
      const fields = await Promise.all(
        Object.entries(condition.fields).map(async ([name, part]) => [name, await fill(part)] as const),
      );
      return { is: "fields", fields: Object.fromEntries(fields) };
    }
    case "equal":
    case "pattern":
    case "glob":
    case "contains":
    case "bound":
    case "exists":
      return condition;
  }
};
