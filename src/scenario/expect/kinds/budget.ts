import * as z from "zod";
import { millsToDollars } from "../../../kernel/money.ts";
import { duration, dollars, integer } from "../../fields/fields.ts";
import { printDuration } from "../../fields/print-duration.ts";
import type { ExpectationDefinition } from "../expectation-definition.ts";
import { count } from "../read-times.ts";

/** An agent does not use more than it should. */
export const budget: ExpectationDefinition = {
  name: "budget",
  summary:
    "The agent uses no more than this from the scenario's start to its end: `requests` it makes, `refusals` it is given, `messages` it sends, `purchases`, `spentUsd` out of wallets, `costUsd` that AgentPhone would have charged, `time` on the world's clock. Judged at the end.",
  example: "- budget: { requests: 50, spentUsd: 12.50, time: 2h }",
  schema: () =>
    z
      .strictObject({
        budget: z
          .strictObject({
            requests: integer("how many requests the agent may make", 0, 999_999_999).exactOptional(),
            refusals: integer("how many of them may be refused", 0, 999_999_999).exactOptional(),
            messages: integer("how many texts may be sent", 0, 999_999_999).exactOptional(),
            purchases: integer("how many purchases there may be", 0, 999_999_999).exactOptional(),
            spentUsd: dollars("how many dollars may leave the wallets, such as 12.50").exactOptional(),
            costUsd: dollars("how many dollars AgentPhone may charge, such as 0.50").exactOptional(),
            time: duration("how long all of it may take on the world's clock").exactOptional(),
          })
          .describe("the most of each that may be used")
          .superRefine((measures, context) => {
            if (Object.keys(measures).length > 0) return;
            const params = { code: "invalid_value", cure: "Write one such as `budget: { requests: 50 }`." };
            context.addIssue({ code: "custom", message: "This budget bounds nothing.", params });
          }),
      })
      .transform(({ budget: measures }) => ({ kind: "budget" as const, most: measures })),
  explain: (expectation) =>
    expectation.kind === "budget"
      ? Object.entries(expectation.most)
          .map(([measure, most]) => `${measure} at most ${tellMeasure(measure, most)}`)
          .join(" and ")
      : "",
};

/** An amount of a measure as people write it. Money is whole cents, time milliseconds. */
export const tellMeasure = (measure: string, amount: number): string => {
  if (measure === "spentUsd") return (amount / 100).toFixed(2);
  if (measure === "costUsd") return millsToDollars(Math.round(amount * 10));
  return measure === "time" ? printDuration(amount) : String(amount);
};

/** That more of a measure was used than there is. */
export const tellOveruse = (measure: string, amount: number, most: number): string =>
  `${tellUse(measure, amount)}; the budget allows ${tellMeasure(measure, most)}.`;

const tellUse = (measure: string, amount: number): string => {
  const used = tellMeasure(measure, amount);
  switch (measure) {
    case "requests":
      return `The agent made ${used} ${amount === 1 ? "request" : "requests"}`;
    case "refusals":
      return `The agent was refused ${count(amount)}`;
    case "messages":
      return amount === 1 ? "1 text was sent" : `${used} texts were sent`;
    case "purchases":
      return amount === 1 ? "There was 1 purchase" : `There were ${used} purchases`;
    case "spentUsd":
      return `${used} dollars left the wallets`;
    case "costUsd":
      return `It would have cost ${used} dollars at AgentPhone`;
    default:
      return `It took ${used} of the world's time`;
  }
};
