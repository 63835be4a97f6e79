import * as z from "zod";
import { agentphone, perHour } from "./declare.ts";
import { registrationForm } from "./registration-form.ts";

const status = () => z.enum(["none", "pending", "approved", "rejected"]);

/** The operations of AgentPhone: registration for texting in the United States (10DLC). */
export const registrationOperations = {
  "agentphone.registration.submit": agentphone({
    name: "agentphone.registration.submit",
    summary: "Hands in a registration. It costs $25 once and is decided after a week.",
    effect: "write",
    input: registrationForm,
    output: () =>
      z.strictObject({
        ok: z.literal(true),
        message: z.string(),
        campaign_status: status(),
        sub_account_id: z.string().nullable(),
        fee_cents: z.int(),
      }),
    rest: { method: "POST", path: "/v1/register", success: 200 },
    rateLimits: [perHour(5)],
    errors: ["already_exists", "insufficient_balance"],
  }),
  "agentphone.registration.status": agentphone({
    name: "agentphone.registration.status",
    summary: "Says how the registration stands.",
    effect: "read",
    polls: true,
    input: () => z.object({}),
    output: () =>
      z.strictObject({ campaign_status: status(), message: z.string(), stage: z.string().nullable() }),
    rest: { method: "GET", path: "/v1/register/status", success: 200 },
  }),
};
