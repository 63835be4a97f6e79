import * as z from "zod";
import { agentphone } from "./declare.ts";
import { idText, page, pageLimit, pageOf, pageQuery, timeBound, timeText } from "./fields.ts";

/** How many characters a thread's metadata may have as JSON. */
const largestMetadata = 16_384;

const metadata = () => z.record(z.string().max(256), z.unknown());

const boundedMetadata = () =>
  metadata()
    .refine((value) => JSON.stringify(value).length <= largestMetadata, {
      message: `must be at most ${largestMetadata} characters long as JSON`,
    })
    .nullable();

// Tests serve pictures from their own machine.
const imageAddress = /^(?:https:\/\/|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])[:/])/i;

const imageUrl = () =>
  z
    .string()
    .max(2083)
    .refine((url) => imageAddress.test(url) && URL.canParse(url), "must be an https URL of an image");

const agentConversation = () => ({
  id: z.string(),
  agentId: z.string().nullable(),
  phoneNumberId: z.string(),
  phoneNumber: z.string(),
  participant: z.string(),
  lastMessageAt: timeText(),
  lastMessagePreview: z.string(),
  messageCount: z.int(),
  createdAt: timeText(),
});

const groupFields = () => ({
  isGroup: z.boolean(),
  groupId: z.string().nullable(),
  groupName: z.string().nullable(),
  groupIconUrl: z.string().nullable(),
  participants: z.array(z.strictObject({ identifier: z.string(), name: z.string().nullable() })),
  metadata: z.record(z.string(), z.unknown()).nullable(),
});

const reaction = () =>
  z.strictObject({
    id: z.string(),
    reactionType: z.string(),
    fromNumber: z.string(),
    direction: z.enum(["inbound", "outbound"]),
    createdAt: timeText(),
  });

const message = () =>
  z.strictObject({
    id: z.string(),
    body: z.string(),
    fromNumber: z.string(),
    toNumber: z.string(),
    direction: z.enum(["inbound", "outbound"]),
    senderIdentifier: z.string().nullable(),
    channel: z.string(),
    mediaUrl: z.string().nullable(),
    mediaUrls: z.array(z.string()),
    receivedAt: timeText(),
    reactions: z.array(reaction()),
    replyTo: z
      .strictObject({ messageId: z.string(), message: z.string(), mediaUrls: z.array(z.string()) })
      .nullable(),
  });

const detail = () => {
  const { lastMessagePreview: _preview, ...common } = agentConversation();
  return z.strictObject({
    ...common,
    ...groupFields(),
    messages: z.array(message()),
    capabilities: z.strictObject({ imessage: z.boolean(), sms: z.boolean() }).optional(),
  });
};

const ofConversation = () => z.object({ conversation_id: idText() });

/** The operations of AgentPhone: conversations. */
export const conversationsOperations = {
  "agentphone.conversations.list": agentphone({
    name: "agentphone.conversations.list",
    summary: "Lists an account's threads, the one with the latest message first.",
    effect: "read",
    polls: true,
    input: () => z.object(page()),
    output: () => pageOf(z.strictObject({ ...agentConversation(), ...groupFields(), channel: z.string() })),
    rest: { method: "GET", path: "/v1/conversations", success: 200, query: pageQuery },
  }),
  "agentphone.agents.conversations.list": agentphone({
    name: "agentphone.agents.conversations.list",
    summary: "Lists the threads of an agent's numbers, the one with the latest message first.",
    effect: "read",
    polls: true,
    actsFor: ["agent_id"],
    input: () => z.object({ agent_id: idText(), ...page() }),
    output: () => pageOf(z.strictObject(agentConversation())),
    rest: { method: "GET", path: "/v1/agents/:agent_id/conversations", success: 200, query: pageQuery },
    errors: ["not_found"],
  }),
  "agentphone.conversations.get": agentphone({
    name: "agentphone.conversations.get",
    summary: "Reads a thread with its latest messages, the oldest of them first.",
    effect: "read",
    polls: true,
    actsFor: ["conversation_id"],
    input: () => ofConversation().extend({ message_limit: pageLimit(100) }),
    output: detail,
    rest: {
      method: "GET",
      path: "/v1/conversations/:conversation_id",
      success: 200,
      query: { message_limit: "integer" },
    },
    errors: ["not_found"],
  }),
  "agentphone.conversations.update": agentphone({
    name: "agentphone.conversations.update",
    summary: "Replaces a thread's metadata, or renames a group. What is not said stays.",
    effect: "write",
    actsFor: ["conversation_id"],
    input: () =>
      ofConversation().extend({
        metadata: boundedMetadata().optional(),
        group_name: z.string().max(128).nullish(),
      }),
    output: detail,
    rest: { method: "PATCH", path: "/v1/conversations/:conversation_id", success: 200 },
    errors: ["not_found"],
  }),
  "agentphone.conversations.messages.list": agentphone({
    name: "agentphone.conversations.messages.list",
    summary: "Lists the messages of a thread, newest first.",
    effect: "read",
    polls: true,
    actsFor: ["conversation_id"],
    input: () => ofConversation().extend({ limit: pageLimit(200), before: timeBound(), after: timeBound() }),
    output: () => z.strictObject({ data: z.array(message()), hasMore: z.boolean() }),
    rest: {
      method: "GET",
      path: "/v1/conversations/:conversation_id/messages",
      success: 200,
      query: { limit: "integer", before: "text", after: "text" },
    },
    errors: ["not_found"],
  }),
  "agentphone.conversations.typing.send": agentphone({
    name: "agentphone.conversations.typing.send",
    summary: "Shows the other side of an iMessage thread that something is being typed.",
    effect: "write",
    actsFor: ["conversation_id"],
    input: ofConversation,
    output: () =>
      z.strictObject({ conversationId: z.string(), channel: z.string(), status: z.literal("sent") }),
    rest: { method: "POST", path: "/v1/conversations/:conversation_id/typing", success: 200 },
    errors: ["not_found", "not_possible"],
  }),
  "agentphone.conversations.background.set": agentphone({
    name: "agentphone.conversations.background.set",
    summary: "Gives an iMessage thread with one person a wallpaper. The same one again changes nothing.",
    effect: "write",
    actsFor: ["conversation_id"],
    input: () => ofConversation().extend({ image_url: imageUrl() }),
    output: () =>
      z.strictObject({
        conversationId: z.string(),
        channel: z.string(),
        hasBackground: z.boolean(),
        backgroundId: z.string().nullable(),
        backgroundVersion: z.int().nullable(),
        changed: z.boolean(),
      }),
    rest: { method: "POST", path: "/v1/conversations/:conversation_id/background", success: 200 },
    errors: ["not_found", "not_possible"],
  }),
  "agentphone.conversations.background.remove": agentphone({
    name: "agentphone.conversations.background.remove",
    summary: "Takes the wallpaper of an iMessage thread away, if it has one.",
    effect: "write",
    actsFor: ["conversation_id"],
    input: ofConversation,
    output: () => z.strictObject({}),
    rest: { method: "DELETE", path: "/v1/conversations/:conversation_id/background", success: 204 },
    errors: ["not_found", "not_possible"],
  }),
};
