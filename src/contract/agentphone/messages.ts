import * as z from "zod";
import { agentphone } from "./declare.ts";
import { idText, pageLimit, timeBound, timeText } from "./fields.ts";
import { channel, sendRequest } from "./message-fields.ts";

/** The operations of AgentPhone: messages. */
export const messagesOperations = {
  "agentphone.messages.send": agentphone({
    name: "agentphone.messages.send",
    summary:
      "Texts somebody from a number of the account, by SMS, MMS or iMessage, or starts an iMessage group. `sent` says that it was taken, not that it arrived.",
    effect: "write",
    actsFor: ["from_number", "number_id", "agent_id"],
    input: sendRequest,
    output: () =>
      z.strictObject({
        id: z.string(),
        status: z.string(),
        channel: channel(),
        from_number: z.string(),
        to_number: z.string(),
        conversation_id: z.string().nullable(),
        media_urls: z.array(z.string()),
        reply_to_message_id: z.string().nullable(),
        reply_parent_unresolved: z.boolean().nullable(),
      }),
    rest: { method: "POST", path: "/v1/messages", success: 200 },
    errors: [
      "not_found",
      "not_possible",
      "insufficient_balance",
      "number_protected",
      "sender_unregistered",
      "forbidden",
      "sending_limited",
      "carrier_error",
    ],
  }),
  "agentphone.messages.react": agentphone({
    name: "agentphone.messages.react",
    summary: "Puts a tapback on an iMessage: one of six, or a single emoji.",
    effect: "write",
    actsFor: ["message_id"],
    input: () => z.object({ message_id: idText(), reaction: z.string().min(1).max(64) }),
    output: () =>
      z.strictObject({
        id: z.string(),
        reaction_type: z.string(),
        message_id: z.string(),
        channel: z.string(),
      }),
    rest: { method: "POST", path: "/v1/messages/:message_id/reactions", success: 200 },
    errors: ["not_found", "not_possible"],
  }),
  "agentphone.numbers.messages.list": agentphone({
    name: "agentphone.numbers.messages.list",
    summary: "Lists the texts of a number, newest first. `before` and `after` leave out their own instant.",
    effect: "read",
    polls: true,
    actsFor: ["number_id"],
    input: () =>
      z.object({ number_id: idText(), limit: pageLimit(200), before: timeBound(), after: timeBound() }),
    output: () =>
      z.strictObject({
        data: z.array(
          z.strictObject({
            id: z.string(),
            from_: z.string(),
            to: z.string(),
            body: z.string(),
            direction: z.enum(["inbound", "outbound"]),
            channel: channel().nullable(),
            receivedAt: timeText(),
          }),
        ),
        hasMore: z.boolean(),
      }),
    rest: {
      method: "GET",
      path: "/v1/numbers/:number_id/messages",
      success: 200,
      query: { limit: "integer", before: "text", after: "text" },
    },
    errors: ["not_found"],
  }),
};
