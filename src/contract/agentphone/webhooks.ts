import * as z from "zod";
import { agentphone, perMinute } from "./declare.ts";
import { idText, page, pageQuery, success } from "./fields.ts";
import { delivery, pastHours, testResult, webhook, webhookWish } from "./webhook-fields.ts";

const counts = () => ({ total: z.int(), success: z.int(), failed: z.int() });

/** The operations of AgentPhone: webhooks. */
export const webhooksOperations = {
  "agentphone.webhooks.get": agentphone({
    name: "agentphone.webhooks.get",
    summary: "Reads the account's webhook; null where there is none.",
    effect: "read",
    input: () => z.object({}),
    output: () => webhook().nullable(),
    rest: { method: "GET", path: "/v1/webhooks", success: 200 },
  }),
  "agentphone.webhooks.set": agentphone({
    name: "agentphone.webhooks.set",
    summary: "Sets the account's webhook, with a new secret each time.",
    effect: "write",
    input: () => z.object(webhookWish()),
    output: webhook,
    rateLimits: [perMinute(10)],
    rest: { method: "POST", path: "/v1/webhooks", success: 200 },
    errors: ["not_possible"],
  }),
  "agentphone.webhooks.delete": agentphone({
    name: "agentphone.webhooks.delete",
    summary: "Takes the account's webhook away.",
    effect: "write",
    input: () => z.object({}),
    output: success,
    rest: { method: "DELETE", path: "/v1/webhooks", success: 200 },
    errors: ["not_found"],
  }),
  "agentphone.webhooks.deliveries.list": agentphone({
    name: "agentphone.webhooks.deliveries.list",
    summary: "Lists deliveries to the account's webhooks, newest first.",
    effect: "read",
    input: () => z.object({ ...page(), hours: pastHours().nullish() }),
    output: () =>
      z.strictObject({ items: z.array(delivery()), total: z.int(), offset: z.int(), limit: z.int() }),
    rest: {
      method: "GET",
      path: "/v1/webhooks/deliveries",
      success: 200,
      query: { ...pageQuery, hours: "integer" },
    },
  }),
  "agentphone.webhooks.deliveries.stats": agentphone({
    name: "agentphone.webhooks.deliveries.stats",
    summary: "Counts the deliveries of the last hours, by event and by hour.",
    effect: "read",
    input: () => z.object({ hours: pastHours().optional() }),
    output: () =>
      z.strictObject({
        ...counts(),
        pending: z.int(),
        successRate: z.number(),
        byEventType: z.record(z.string(), z.strictObject(counts())),
        byHour: z.array(z.strictObject({ hour: z.string(), ...counts() })),
      }),
    rest: {
      method: "GET",
      path: "/v1/webhooks/deliveries/stats",
      success: 200,
      query: { hours: "integer" },
    },
  }),
  "agentphone.webhooks.deliveries.allTime": agentphone({
    name: "agentphone.webhooks.deliveries.allTime",
    summary: "Counts all deliveries there ever were.",
    effect: "read",
    input: () => z.object({}),
    output: () => z.strictObject({ ...counts(), successRate: z.number() }),
    rest: { method: "GET", path: "/v1/webhooks/deliveries/all-time", success: 200 },
  }),
  "agentphone.webhooks.test": agentphone({
    name: "agentphone.webhooks.test",
    summary:
      "Sends a synthetic text to the webhook that hears of an agent, by default the first, and waits for its answer.",
    effect: "write",
    actsFor: ["agentId"],
    input: () => z.object({ agentId: idText().nullish() }),
    output: testResult,
    rateLimits: [perMinute(10)],
    rest: { method: "POST", path: "/v1/webhooks/test", success: 200, query: { agentId: "text" } },
    errors: ["not_found"],
  }),
};
