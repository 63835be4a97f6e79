import * as z from "zod";
import { agentphone, perMinute } from "./declare.ts";
import { idText, page, pageOf, pageQuery, timeText } from "./fields.ts";

const number = () =>
  z.strictObject({
    id: z.string(),
    phoneNumber: z.string(),
    country: z.string(),
    status: z.enum(["active", "released"]),
    type: z.string(),
    agentId: z.string().nullable(),
    createdAt: timeText(),
    outboundSms: z.enum(["enabled", "activating", "registration_required"]),
    voiceRouting: z.strictObject({ method: z.literal("agent") }),
  });

/** The operations of AgentPhone: numbers. */
export const numbersOperations = {
  "agentphone.numbers.list": agentphone({
    name: "agentphone.numbers.list",
    summary: "Lists the numbers that the account holds, newest first. Released ones are left out.",
    effect: "read",
    input: () => z.object(page()),
    output: () => pageOf(number()),
    rest: { method: "GET", path: "/v1/numbers", success: 200, query: pageQuery },
  }),
  "agentphone.numbers.create": agentphone({
    name: "agentphone.numbers.create",
    summary: "Buys a number of the United States or Canada for $3.00, and every thirty days again.",
    effect: "write",
    input: () =>
      z.object({
        country: z.enum(["US", "CA"]).optional(),
        areaCode: z
          .string()
          .regex(/^\d{3}$/, "must be three digits")
          .nullish(),
        agentId: idText().nullish(),
      }),
    output: number,
    rateLimits: [perMinute(20)],
    rest: { method: "POST", path: "/v1/numbers", success: 200 },
    errors: [
      "not_found",
      "payment_method_required",
      "insufficient_balance",
      "number_limit_reached",
      "number_unavailable",
      "nothing_available",
    ],
  }),
  "agentphone.numbers.lookup": agentphone({
    name: "agentphone.numbers.lookup",
    summary: "Says what kind of line up to 25 numbers are, for $0.009 each.",
    effect: "read",
    input: () => z.object({ phoneNumbers: z.string().min(1).max(2000) }),
    output: () =>
      z.strictObject({
        data: z.array(
          z.strictObject({
            phoneNumber: z.string(),
            lineType: z.string().nullable(),
            country: z.string().nullable(),
            rcsEnabled: z.boolean(),
          }),
        ),
      }),
    rateLimits: [perMinute(30)],
    rest: { method: "GET", path: "/v1/numbers/lookup", success: 200, query: { phoneNumbers: "text" } },
    errors: ["insufficient_balance"],
  }),
  "agentphone.numbers.get": agentphone({
    name: "agentphone.numbers.get",
    summary: "Answers a number, even one that has been released.",
    effect: "read",
    actsFor: ["number_id"],
    input: () => z.object({ number_id: idText() }),
    output: number,
    rest: { method: "GET", path: "/v1/numbers/:number_id", success: 200 },
    errors: ["not_found"],
  }),
  "agentphone.numbers.release": agentphone({
    name: "agentphone.numbers.release",
    summary: "Gives a number back for good. Its messages, conversations and calls stay.",
    effect: "write",
    input: () => z.object({ number_id: idText() }),
    output: () =>
      z.strictObject({ success: z.literal(true), phoneNumber: z.string(), status: z.literal("released") }),
    rateLimits: [perMinute(60)],
    rest: { method: "DELETE", path: "/v1/numbers/:number_id", success: 200 },
    errors: ["not_found", "already_released"],
  }),
};
