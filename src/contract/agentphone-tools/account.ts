import * as z from "zod";
import { looking, phoneTool } from "./declare.ts";

/** AgentPhone's tools for the account as a whole. */
export const accountTools = {
  account_overview: phoneTool({
    name: "account_overview",
    description:
      "See the whole account at a glance: plan, agents, phone numbers, webhook and recent activity. A good first call.",
    annotations: looking,
    input: () => z.object({}),
  }),
  get_usage: phoneTool({
    name: "get_usage",
    description:
      "Read what the account has used. Without a breakdown: plan, quotas and totals; daily or monthly: one line for each day or month.",
    annotations: looking,
    input: () =>
      z.object({
        breakdown: z
          .enum(["summary", "daily", "monthly"])
          .default("summary")
          .describe("Totals, or a line for each day or month"),
        days: z.number().min(1).max(365).default(30).describe("How many days back, for daily"),
        months: z.number().min(1).max(24).default(12).describe("How many months back, for monthly"),
      }),
  }),
};
