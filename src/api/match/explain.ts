import type { Condition, EventMatcher } from "./condition.ts";
import { describeValue } from "./describe-value.ts";
import type { ShowValue } from "./matcher-definition.ts";
import { matcherOf } from "./matchers.ts";

/** Says in words which events are meant: `message.received with from acme and body matching /code/i`. */
export const explain = ({ event, condition }: EventMatcher, show: ShowValue = describeValue): string => {
  const fields = condition.is === "fields" ? Object.entries(condition.fields) : [];
  const parts = fields.map(([name, part]) => `${name} ${describeCondition(part, show)}`);
  return parts.length === 0 ? event : `${event} with ${parts.join(" and ")}`;
};

/** What a value should be, in words that complete the sentence "it should be …". */
export const describeCondition = (condition: Condition, show: ShowValue = describeValue): string =>
  matcherOf(condition).explain(condition, (part) => describeCondition(part, show), show);
