import * as z from "zod";
import { explain } from "../../../api/match/explain.ts";
import { duration, tree } from "../../fields/fields.ts";
import { printDuration } from "../../fields/print-duration.ts";
import { eventFields, reporterOf } from "../../match/read-event-matcher.ts";
import { eventNames } from "../../match/shape.ts";
import type { ExpectationData, ExpectationDefinition } from "../expectation-definition.ts";
import { readCapture } from "../read-capture.ts";
import { explainTimes, readTimes } from "../read-times.ts";

type EventExpectation = Extract<ExpectationData, { readonly kind: "event" }>;

/** Something happens: at least once, or as often as `times` says, and in time. */
export const event: ExpectationDefinition = {
  name: "event",
  summary:
    "Something happens, at least once or as often as `times` says, `within` a duration that counts from the scenario's start or from when its last reference has a value; an upper bound of `times` holds to the end. `capture` keeps what was seen.",
  example: [
    "- message.received: { from: acme, body: { contains: code } }",
    "  within: 5m",
    "  capture: { text: body }",
  ].join("\n"),
  schema: (key, words) => {
    const name = eventNames.find((known) => known === key) ?? "message.received";
    return z
      .strictObject({
        [key]: eventFields(name, words).describe("what the event must be like"),
        times: tree({ is: "times" })
          .transform((written, context) => readTimes(written, reporterOf(written, context.issues)) ?? z.NEVER)
          .describe("how often: a number, or bounds such as { gte: 1 }")
          .exactOptional(),
        within: duration("how soon it must have happened").exactOptional(),
        capture: tree({ is: "capture" })
          .transform(
            (written, context) => readCapture(written, name, reporterOf(written, context.issues)) ?? z.NEVER,
          )
          .describe("a name for the event, or a map of names to its fields")
          .exactOptional(),
      })
      .superRefine((data, context) => {
        const { times, within } = data as Partial<Pick<EventExpectation, "times" | "within">>;
        if (within === undefined || times === undefined || (times.least ?? 0) > 0) return;
        const cure = `Leave \`within\` out${times.most === 0 ? `, or write \`never: { ${key}: … }\`` : ""}.`;
        const message = "Nothing has to happen here, so `within` bounds nothing.";
        context.addIssue({
          code: "custom",
          message,
          path: ["within"],
          params: { code: "invalid_value", cure },
        });
      })
      .transform((data) => {
        // The event's key is no more than a text to the schema, which hides the types of the others.
        const { [key]: matcher, times = { least: 1 }, ...rest } = data;
        return { kind: "event", matcher, times, ...rest } as EventExpectation;
      });
  },
  explain: (expectation, show) => {
    if (expectation.kind !== "event") return "";
    const { matcher, times, within } = expectation;
    const soon = within === undefined ? "" : ` within ${printDuration(within)}`;
    return `${explain(matcher, show)}${explainTimes(times)}${soon}`;
  },
};
