import * as z from "zod";
import { dollarsField, idField, limitField, secondField } from "../fields.ts";
import { operation } from "../operation.ts";
import { storeDocs } from "./source.ts";

const missedCall = () => ({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  status: z.string(),
  startedAt: secondField(),
  durationSeconds: z.int(),
});

const loggedCall = () =>
  z.strictObject({
    ...missedCall(),
    direction: z.literal("inbound").optional(),
    endedAt: secondField().optional(),
  });

const phoneErrors = ["not_found", "service_type_mismatch"] as const;

export const phoneOperations = {
  "store.phone.topups.create": operation({
    name: "store.phone.topups.create",
    api: "store",
    summary: "Moves money from the wallet to a number's balance. Every accepted call adds again.",
    source: storeDocs.phone,
    effect: "write",
    auth: "key",
    input: () =>
      z.object({
        serviceId: idField(),
        amountUsd: dollarsField().refine((dollars) => dollars > 0, "must be more than 0"),
      }),
    output: () =>
      z.strictObject({
        balance: z.strictObject({
          serviceId: z.string(),
          currency: z.literal("usd"),
          previousBalanceUsd: z.string(),
          newBalanceUsd: z.string(),
        }),
      }),
    errors: [...phoneErrors, "service_not_active", "policy_denied", "insufficient_funds"],
    rest: { method: "POST", path: "/v1/agent/services/:serviceId/phone/topups", success: 201 },
    tool: {
      name: "phone_balance_topup",
      description: "Add dollars from the account wallet to a phone number's balance.",
    },
  }),
  "store.phone.messages.list": operation({
    name: "store.phone.messages.list",
    api: "store",
    summary: "Lists the texts a number received, newest first. Listing does not mark them read.",
    source: storeDocs.phone,
    effect: "read",
    polls: true,
    auth: "key",
    input: () => z.object({ serviceId: idField(), limit: limitField(), unreadOnly: z.boolean().optional() }),
    output: () =>
      z.strictObject({
        messages: z.array(
          z.strictObject({
            id: z.string(),
            from: z.string(),
            to: z.string(),
            direction: z.literal("inbound"),
            bodyPreview: z.string(),
            receivedAt: secondField(),
          }),
        ),
      }),
    errors: phoneErrors,
    rest: {
      method: "GET",
      path: "/v1/agent/services/:serviceId/phone/messages",
      success: 200,
      query: { limit: "integer", unreadOnly: "boolean" },
    },
    tool: { name: "phone_message_list", description: "List a number's inbound texts, newest first." },
  }),
  "store.phone.messages.get": operation({
    name: "store.phone.messages.get",
    api: "store",
    summary: "Reads one text whole, and marks it read.",
    source: storeDocs.phone,
    effect: "read",
    polls: true,
    auth: "key",
    input: () => z.object({ serviceId: idField(), messageId: idField() }),
    output: () =>
      z.strictObject({
        message: z.strictObject({
          id: z.string(),
          from: z.string(),
          to: z.string(),
          body: z.string(),
          receivedAt: secondField(),
          status: z.literal("received"),
        }),
      }),
    errors: phoneErrors,
    rest: { method: "GET", path: "/v1/agent/services/:serviceId/phone/messages/:messageId", success: 200 },
    tool: { name: "phone_message_get", description: "Read one inbound text in full." },
  }),
  "store.phone.missedCalls.list": operation({
    name: "store.phone.missedCalls.list",
    api: "store",
    summary: "Lists the calls to a number that nobody answered, newest first.",
    source: storeDocs.phone,
    effect: "read",
    polls: true,
    auth: "key",
    input: () => z.object({ serviceId: idField(), limit: limitField() }),
    output: () => z.strictObject({ calls: z.array(z.strictObject(missedCall())) }),
    errors: phoneErrors,
    rest: {
      method: "GET",
      path: "/v1/agent/services/:serviceId/phone/missed-calls",
      success: 200,
      query: { limit: "integer" },
    },
    tool: {
      name: "phone_missed_call_list",
      description: "List a number's missed and unanswered calls, newest first.",
    },
  }),
  "store.phone.callLogs.get": operation({
    name: "store.phone.callLogs.get",
    api: "store",
    summary: "Reads one call of a number's log, or without callId the log, newest first.",
    source: storeDocs.phone,
    effect: "read",
    polls: true,
    auth: "key",
    input: () => z.object({ serviceId: idField(), callId: idField().optional(), limit: limitField() }),
    output: () => z.strictObject({ call: loggedCall().optional(), calls: z.array(loggedCall()).optional() }),
    errors: phoneErrors,
    rest: {
      method: "GET",
      path: "/v1/agent/services/:serviceId/phone/call-logs/:callId",
      success: 200,
      query: { limit: "integer" },
      aliases: ["/v1/agent/services/:serviceId/phone/call-logs"],
    },
    tool: {
      name: "phone_call_log_get",
      description: "Read one call by callId, or leave it out to read the number's whole inbound call log.",
    },
  }),
};
