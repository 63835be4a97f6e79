import * as z from "zod";
import { agentphone, perMinute } from "./declare.ts";
import { idText } from "./fields.ts";

/** The operations of AgentPhone: codes by text that prove that somebody holds a number. */
export const verifyOperations = {
  "agentphone.verify.send": agentphone({
    name: "agentphone.verify.send",
    summary: "Texts a six-digit code to a number.",
    effect: "write",
    input: () => z.object({ phone_number: z.string().min(1).max(64) }),
    output: () => z.strictObject({ verification_id: z.string(), status: z.string() }),
    rest: { method: "POST", path: "/v1/verify/send", success: 200 },
    rateLimits: [perMinute(60)],
  }),
  "agentphone.verify.check": agentphone({
    name: "agentphone.verify.check",
    summary: "Checks such a code. A good one costs $0.05.",
    effect: "write",
    actsFor: ["verification_id"],
    input: () =>
      z.object({
        verification_id: idText(),
        code: z
          .string()
          .max(64)
          .regex(/^\d{6}$/, "must be six digits"),
      }),
    output: () =>
      z.strictObject({
        result: z.enum(["ok", "incorrect", "exhausted", "expired", "already_verified"]),
        attempts_remaining: z.int(),
      }),
    rest: { method: "POST", path: "/v1/verify/check", success: 200 },
    rateLimits: [perMinute(120)],
    errors: ["not_found"],
  }),
};
