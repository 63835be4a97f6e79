import * as z from "zod";
import { agentphone } from "./declare.ts";
import { timeText } from "./fields.ts";

const planLimits = () =>
  z.strictObject({
    numbers: z.int(),
    messagesPerMonth: z.int(),
    voiceMinutesPerMonth: z.int(),
    maxCallDurationMinutes: z.int(),
    concurrentCalls: z.int(),
  });

const stats = () =>
  z.strictObject({
    totalMessages: z.int(),
    messagesLast24h: z.int(),
    messagesLast7d: z.int(),
    messagesLast30d: z.int(),
    totalCalls: z.int(),
    callsLast24h: z.int(),
    callsLast7d: z.int(),
    callsLast30d: z.int(),
    totalWebhookDeliveries: z.int(),
    successfulWebhookDeliveries: z.int(),
    failedWebhookDeliveries: z.int(),
    smsSegmentsLast30d: z.int(),
  });

const counts = () => ({ messages: z.int(), calls: z.int() });
const period = () => ({ periodStart: timeText(), periodEnd: timeText() });

/** The operations of AgentPhone: usage. */
export const usageOperations = {
  "agentphone.usage.get": agentphone({
    name: "agentphone.usage.get",
    summary: "Tells an account's plan, how many numbers it holds, and what it has used.",
    effect: "read",
    input: () => z.object({}),
    output: () =>
      z.strictObject({
        plan: z.strictObject({ name: z.string(), limits: planLimits().optional() }).optional(),
        numbers: z.strictObject({ used: z.int(), limit: z.int(), remaining: z.int() }),
        stats: stats(),
        ...period(),
      }),
    rest: { method: "GET", path: "/v1/usage", success: 200 },
  }),
  "agentphone.usage.daily": agentphone({
    name: "agentphone.usage.daily",
    summary: "Tells what was used on each of the last days, in UTC, the oldest first.",
    effect: "read",
    input: () => z.object({ days: z.int().min(1).max(365).optional() }),
    output: () =>
      z.strictObject({
        data: z.array(
          z.strictObject({
            date: z.string().regex(/^\d{4}-\d\d-\d\d$/),
            ...counts(),
            webhooks: z.int(),
          }),
        ),
        days: z.int(),
      }),
    rest: { method: "GET", path: "/v1/usage/daily", success: 200, query: { days: "integer" } },
  }),
  "agentphone.usage.monthly": agentphone({
    name: "agentphone.usage.monthly",
    summary: "Tells what was used in each of the last months, in UTC, the oldest first.",
    effect: "read",
    input: () => z.object({ months: z.int().min(1).max(24).optional() }),
    output: () =>
      z.strictObject({
        data: z.array(
          z.strictObject({ month: z.string().regex(/^\d{4}-\d\d$/), ...counts(), webhooks: z.int() }),
        ),
        months: z.int(),
      }),
    rest: { method: "GET", path: "/v1/usage/monthly", success: 200, query: { months: "integer" } },
  }),
  "agentphone.usage.byNumber": agentphone({
    name: "agentphone.usage.byNumber",
    summary: "Tells what each number has been used for, released ones too, newest first.",
    effect: "read",
    input: () => z.object({}),
    output: () =>
      z.strictObject({
        data: z.array(
          z.strictObject({
            numberId: z.string(),
            phoneNumber: z.string(),
            country: z.string(),
            status: z.string(),
            agentId: z.string().nullable(),
            agentName: z.string().nullable(),
            ...counts(),
          }),
        ),
      }),
    rest: { method: "GET", path: "/v1/usage/by-number", success: 200 },
  }),
  "agentphone.usage.byAgent": agentphone({
    name: "agentphone.usage.byAgent",
    summary:
      "Tells what each agent has used in this week, month or year of a time zone. Weeks begin on Monday; calls count once completed.",
    effect: "read",
    input: () => z.object({ period: z.enum(["week", "month", "year"]), tz: z.string().max(64).nullish() }),
    output: () =>
      z.strictObject({
        data: z.array(
          z.strictObject({
            agentId: z.string().nullable(),
            agentName: z.string(),
            ...counts(),
            totalSeconds: z.int(),
            isOrphan: z.boolean(),
          }),
        ),
        period: z.string(),
        ...period(),
      }),
    rest: {
      method: "GET",
      path: "/v1/usage/by-agent",
      success: 200,
      query: { period: "text", tz: "text" },
    },
    errors: ["not_possible"],
  }),
};
