import * as z from "zod";
import { describeCondition } from "../../../api/match/explain.ts";
import { tree } from "../../fields/fields.ts";
import { reporterOf } from "../../match/read-event-matcher.ts";
import type { ExpectationDefinition } from "../expectation-definition.ts";
import { readState } from "../read-state.ts";

/** Something is true in the world at the end. */
export const state: ExpectationDefinition = {
  name: "state",
  summary:
    "Something is true at the end: parts of what `GET /_ringback/state` answers, by their paths. Lines, people and accounts go by the names of the file: `lines.desk.messages`, `accounts.default.costUsd`.",
  example: "- state: { lines.inbox.balanceUsd: 10.00, lines.inbox.unread: { lte: 1 } }",
  schema: (_key, words) =>
    z
      .strictObject({
        state: tree({ is: "state" })
          .transform(
            (written, context) => readState(written, words, reporterOf(written, context.issues)) ?? z.NEVER,
          )
          .describe("what must be true, by paths such as lines.inbox.balanceUsd"),
      })
      .transform(({ state: fields }) => ({ kind: "state" as const, fields })),
  explain: (expectation, show) =>
    expectation.kind === "state"
      ? Object.entries(expectation.fields)
          .map(([path, condition]) => `${path} ${describeCondition(condition, show)} at the end`)
          .join(" and ")
      : "",
};
