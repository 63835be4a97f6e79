import * as z from "zod";
import { explain } from "../../../api/match/explain.ts";
import { eventMatcher } from "../../match/read-event-matcher.ts";
import type { ExpectationDefinition } from "../expectation-definition.ts";

/** Something does not happen. */
export const never: ExpectationDefinition = {
  name: "never",
  summary: "Something does not happen from the scenario's start to its end. Judged at the end.",
  example: "- never: { message.received: { from: +1900* } }",
  schema: (_key, words) =>
    z
      .strictObject({ never: eventMatcher("never", words).describe("the event that must not happen") })
      .transform(({ never: matcher }) => ({ kind: "never" as const, matcher })),
  explain: (expectation, show) =>
    expectation.kind === "never" ? `no ${explain(expectation.matcher, show)}` : "",
};
