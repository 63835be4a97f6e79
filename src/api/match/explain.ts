import type { Json } from "../../kernel/json.ts";
import type { Condition, EventMatcher } from "./condition.ts";

/** Says in words which events are meant: `message.received with from acme and body matching /code/i`. */
export const explain = ({ event, condition }: EventMatcher): string => {
  const fields = condition.is === "fields" ? Object.entries(condition.fields) : [];
  const parts = fields.map(([name, part]) => `${name} ${describeCondition(part)}`);
  return parts.length === 0 ? event : `${event} with ${parts.join(" and ")}`;
};

/** What a value should be, in words that complete the sentence "it should be …". */
export const describeCondition = (condition: Condition): string => {
  switch (condition.is) {
    case "equal":
      return describeValue(condition.value);
    case "party":
      return condition.name;
    case "pattern":
      return `matching /${condition.source}/${condition.flags}`;
    case "glob":
      return `like ${condition.glob}`;
    case "contains":
      return `containing ${describeValue(condition.text)}`;
    case "bound":
      return `${boundWords[condition.by]} ${condition.value}`;
    case "exists":
      return condition.value ? "there" : "absent";
    case "oneOf":
      return `one of ${condition.any.map(describeCondition).join(", ")}`;
    case "not":
      return `not ${describeCondition(condition.condition)}`;
    case "all":
      return condition.conditions.map(describeCondition).join(" and ");
    case "fields":
      return "a map";
    case "items":
      return `a list of ${condition.items.length}`;
  }
};

const boundWords = { gt: "more than", gte: "at least", lt: "less than", lte: "at most" } as const;

const longestShown = 200;

/** A value as a report shows it. */
export const describeValue = (value: Json | undefined): string => {
  if (value === undefined) return "absent";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "a map";
  if (typeof value !== "string") return String(value);
  const shown = value.length > longestShown ? `${value.slice(0, longestShown - 1)}…` : value;
  return `“${shown}”`;
};
