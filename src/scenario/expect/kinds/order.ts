import * as z from "zod";
import { explain } from "../../../api/match/explain.ts";
import { duration } from "../../fields/fields.ts";
import { printDuration } from "../../fields/print-duration.ts";
import { eventMatcher } from "../../match/read-event-matcher.ts";
import type { ExpectationDefinition } from "../expectation-definition.ts";

/** Several things happen one after the other, whatever happens between them. */
export const order: ExpectationDefinition = {
  name: "order",
  summary:
    "Several things happen in this order, whatever happens between them; `within` is the time that all of it may take.",
  example: [
    "- order:",
    "    - message.received: { to: inbox }",
    "    - message.read: { line: inbox }",
    "  within: 10m",
  ].join("\n"),
  schema: (_key, words) =>
    z
      .strictObject({
        order: z
          .array(eventMatcher("order", words))
          .describe("events in the order in which they must happen")
          .superRefine((matchers, context) => {
            if (matchers.length > 1) return;
            const params = { code: "invalid_value", cure: "List two events or more." };
            context.addIssue({ code: "custom", message: "An order needs at least two events.", params });
          }),
        within: duration("how soon all of it must have happened").exactOptional(),
      })
      .transform(({ order: matchers, within }) => ({
        kind: "order" as const,
        matchers,
        ...(within !== undefined && { within }),
      })),
  explain: (expectation, show) => {
    if (expectation.kind !== "order") return "";
    const soon = expectation.within === undefined ? "" : ` within ${printDuration(expectation.within)}`;
    return `${expectation.matchers.map((matcher) => explain(matcher, show)).join(", then ")}${soon}`;
  },
};
