import * as z from "zod";
import { agentphone, perMinute } from "./declare.ts";
import { idText, timeText } from "./fields.ts";

/** The operations of AgentPhone: how somebody without an account gets one. They want no key. */
export const signUpOperations = {
  "agentphone.signup.start": agentphone({
    name: "agentphone.signup.start",
    summary: "Emails a six-digit code to a human. Nothing is created yet.",
    effect: "write",
    auth: "none",
    input: () =>
      z.object({
        human_email: z
          .string()
          .min(6)
          .max(200)
          .refine((email) => /^\s*[^\s@]+@[^\s@]+\s*$/.test(email), "must be an email address"),
        agent_name: z.string().max(2000).nullish(),
      }),
    output: () =>
      z.strictObject({
        verification_id: z.string(),
        human_email: z.string(),
        expires_at: timeText(),
        message: z.string(),
      }),
    rest: { method: "POST", path: "/v0/agent/sign-up", success: 200 },
    rateLimits: [perMinute(10)],
    errors: ["not_possible", "already_exists"],
  }),
  "agentphone.signup.verify": agentphone({
    name: "agentphone.signup.verify",
    summary: "Turns an emailed code into an account with a hosted agent, a number and a key.",
    effect: "write",
    auth: "none",
    input: () =>
      z.object({
        verification_id: idText(),
        otp_code: z.string().min(1).max(64),
        source: z.string().max(200).nullish(),
      }),
    output: () =>
      z.strictObject({
        account_id: z.string(),
        agent_id: z.string(),
        number_id: z.string(),
        phone_number: z.string(),
        api_key: z.string(),
      }),
    rest: { method: "POST", path: "/v0/agent/verify", success: 200 },
    rateLimits: [perMinute(20)],
    errors: ["verification_failed", "nothing_available"],
  }),
};
