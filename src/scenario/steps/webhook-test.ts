import * as z from "zod";
import { askingAccount, meantAgent } from "../fields/fields.ts";
import { RingbackError } from "../../kernel/errors.ts";
import type { StepDefinition } from "./step-definition.ts";

export type WebhookTestInput = { readonly agent?: string; readonly as?: string };

/** An account has AgentPhone send its webhook something to try it with. */
export const webhookTest: StepDefinition<WebhookTestInput> = {
  name: "webhook-test",
  summary:
    "Sends a synthetic event to the webhook of an account, or of the agent of AgentPhone that `agent` names. The step fails when the webhook does not take it.",
  example: "- webhook-test: { agent: desk }",
  schema: () =>
    z.strictObject({
      agent: meantAgent("the agent whose webhook is tried").exactOptional(),
      as: askingAccount("the account whose webhook is tried").exactOptional(),
    }),
  explain: ({ agent, as: account = "default" }) =>
    `tries the webhook of ${agent === undefined ? `the account ${account}` : `the agent ${agent}`}`,
  run: async ({ agent, as }, context) => {
    const { id, account } = agent === undefined ? {} : await context.agentOf(agent);
    const input = id === undefined ? {} : { agentId: id };
    const asking = context.invoke("agentphone.webhooks.test", input, { as: as ?? account });
    const { success, errorMessage } = await asking;
    if (success === true) return;
    const why = typeof errorMessage === "string" ? errorMessage : "no reason was given";
    throw new RingbackError("scenario_invalid", `The webhook did not take the test: ${why}.`);
  },
};
