import type { ConditionOf } from "../condition.ts";
import type { WholeMatcher } from "../matcher-definition.ts";

/** A value that is there, whatever it is, or one that is not. */
export const exists: WholeMatcher<ConditionOf<"exists">> = {
  name: "exists",
  summary: "The field is there, whatever it holds (`true`), or is not (`false`).",
  example: "- when: { otp.issued: { expiresAt: { exists: true } } }\n  do: [note: This code will run out.]",
  words: ["exists"],
  judges: ["text", "number", "id", "instant", "count", "amount", "flag", "any"],
  explain: ({ value }) => (value ? "there" : "absent"),
  holds: ({ value: wanted }, value) => (value !== undefined) === wanted,
};
