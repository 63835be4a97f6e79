import * as z from "zod";
import { agentphone } from "./declare.ts";
import { success } from "./fields.ts";

/** The operations of AgentPhone: what is bought on top, and whose key it is. */
export const billingOperations = {
  "agentphone.credits.enableRecording": agentphone({
    name: "agentphone.credits.enableRecording",
    summary: "Buys the recording of calls, at $5 a month.",
    effect: "write",
    input: () => z.object({}),
    output: success,
    rest: { method: "POST", path: "/credits/recording/enable", success: 200 },
    errors: ["insufficient_balance"],
  }),
  "agentphone.auth.me": agentphone({
    name: "agentphone.auth.me",
    summary: "Says whose key it is.",
    effect: "read",
    input: () => z.object({}),
    output: () =>
      z.strictObject({
        user: z.strictObject({
          id: z.string(),
          email: z.string().optional(),
          name: z.string().nullable(),
        }),
      }),
    rest: { method: "GET", path: "/auth/me", success: 200 },
  }),
};
