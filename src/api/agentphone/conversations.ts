import type { conversationsOperations } from "../../contract/agentphone/conversations.ts";
import type { AgentPhone } from "../../domain/agentphone/agentphone.ts";
import { formOf } from "../../kernel/form-of.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { toMillisecondText } from "../../kernel/time-text.ts";
import type { Conversation } from "../../world/thread-entities.ts";
import type { Message } from "../../world/entities.ts";
import type { HandlersOf } from "../context.ts";

const usualLimit = 20;
const usualMessages = 50;

export const conversationsHandlers: HandlersOf<typeof conversationsOperations> = {
  "agentphone.conversations.list": ({ limit = usualLimit, offset }, { running, caller }) => {
    const phone = running.domain.agentphone;
    const { rows, ...page } = phone.conversations.list(caller.accountId, { limit, offset });
    const write = (row: Conversation) => ({
      ...writeSummary(phone, row),
      ...writeGroup(row),
      channel: row.channel,
    });
    return { data: rows.map(write), ...page };
  },
  "agentphone.agents.conversations.list": (
    { agent_id: agentId, limit = usualLimit, offset },
    { running, caller },
  ) => {
    const phone = running.domain.agentphone;
    const { rows, ...page } = phone.conversations.listOfAgent(caller.accountId, agentId, { limit, offset });
    return { data: rows.map((row) => writeSummary(phone, row)), ...page };
  },
  "agentphone.conversations.get": (
    { conversation_id: id, message_limit: limit = usualMessages },
    { running, caller },
  ) => {
    const phone = running.domain.agentphone;
    return writeDetail(phone, phone.conversations.get(caller.accountId, id), limit);
  },
  "agentphone.conversations.update": (
    { conversation_id: id, metadata, group_name: groupName },
    { running, caller },
  ) => {
    const phone = running.domain.agentphone;
    // What came in as JSON is JSON.
    const change = { metadata: metadata as JsonObject | null | undefined, groupName };
    const conversation = phone.conversations.change(caller.accountId, id, change);
    return writeDetail(phone, conversation, usualMessages);
  },
  "agentphone.conversations.messages.list": (
    { conversation_id: id, limit = usualMessages, before, after },
    { running, caller },
  ) => {
    const phone = running.domain.agentphone;
    const conversation = phone.conversations.get(caller.accountId, id);
    const bounds = { limit, before: toInstant(before), after: toInstant(after) };
    const { rows, hasMore } = phone.conversations.messages(conversation, bounds);
    return { data: rows.map((row) => writeMessage(phone, row)), hasMore };
  },
  "agentphone.conversations.typing.send": ({ conversation_id: id }, { running, caller }) => {
    const { channel } = running.domain.agentphone.chatEffects.showTyping(caller.accountId, id);
    return { conversationId: id, channel, status: "sent" };
  },
  "agentphone.conversations.background.set": (
    { conversation_id: id, image_url: url },
    { running, caller },
  ) => {
    const { chatEffects } = running.domain.agentphone;
    const { conversation, changed } = chatEffects.setBackground(caller.accountId, id, url);
    return {
      conversationId: id,
      channel: conversation.channel,
      hasBackground: true,
      backgroundId: conversation.background?.id ?? null,
      backgroundVersion: conversation.background?.version ?? null,
      changed,
    };
  },
  "agentphone.conversations.background.remove": ({ conversation_id: id }, { running, caller }) => {
    running.domain.agentphone.chatEffects.removeBackground(caller.accountId, id);
    return {};
  },
};

const toInstant = (text: string | null | undefined): number | undefined =>
  typeof text === "string" ? Date.parse(text) : undefined;

const writeSummary = (phone: AgentPhone, conversation: Conversation) => ({
  ...writeThread(phone, conversation),
  lastMessagePreview: conversation.lastMessagePreview,
});

const writeThread = (phone: AgentPhone, conversation: Conversation) => ({
  id: conversation.id,
  agentId: phone.conversations.agentOf(conversation),
  phoneNumberId: conversation.numberId,
  phoneNumber: conversation.phoneNumber,
  participant: conversation.participant,
  lastMessageAt: toMillisecondText(conversation.lastMessageAt),
  messageCount: conversation.messageCount,
  createdAt: toMillisecondText(conversation.createdAt),
});

const writeGroup = (conversation: Conversation) => ({
  isGroup: conversation.isGroup,
  groupId: conversation.groupId,
  groupName: conversation.groupName,
  groupIconUrl: conversation.groupIconUrl,
  participants: conversation.participants.map(({ identifier, name }) => ({ identifier, name })),
  metadata: conversation.metadata === null ? null : { ...conversation.metadata },
});

// Field by field, for whoever waits asks for it all the time: to put it together out of three objects takes longer than
// all the rest of it.
const writeDetail = (phone: AgentPhone, conversation: Conversation, limit: number) => {
  const { rows } = phone.conversations.messages(conversation, { limit });
  const group = writeGroup(conversation);
  return {
    id: conversation.id,
    agentId: phone.conversations.agentOf(conversation),
    phoneNumberId: conversation.numberId,
    phoneNumber: conversation.phoneNumber,
    participant: conversation.participant,
    lastMessageAt: toMillisecondText(conversation.lastMessageAt),
    messageCount: conversation.messageCount,
    createdAt: toMillisecondText(conversation.createdAt),
    isGroup: group.isGroup,
    groupId: group.groupId,
    groupName: group.groupName,
    groupIconUrl: group.groupIconUrl,
    participants: group.participants,
    metadata: group.metadata,
    messages: rows.toReversed().map((row) => writeMessage(phone, row)),
    capabilities: conversation.isGroup ? undefined : phone.conversations.capabilities(conversation),
  };
};

// What a text answers is another row, which the form of this one would not hear of.
const writeMessage = (phone: AgentPhone, message: Message) => {
  const parent = phone.conversations.parentOf(message);
  return parent === undefined
    ? writeAlone(message)
    : { ...writeAlone(message), replyTo: writeParent(parent) };
};

const writeAlone = formOf((message: Message) => {
  const { mediaUrls = [], reactions = [] } = message;
  return {
    id: message.id,
    body: message.body,
    fromNumber: message.from,
    toNumber: message.to,
    direction: message.direction ?? ("inbound" as const),
    senderIdentifier: message.senderIdentifier ?? null,
    channel: message.channel ?? "sms",
    mediaUrl: mediaUrls[0] ?? null,
    mediaUrls: [...mediaUrls],
    receivedAt: toMillisecondText(message.receivedAt),
    reactions: reactions.map(({ id, reactionType, fromNumber, direction, at }) => ({
      id,
      reactionType,
      fromNumber,
      direction,
      createdAt: toMillisecondText(at),
    })),
    replyTo: null as ReturnType<typeof writeParent> | null,
  };
});

const writeParent = ({ id, body, mediaUrls = [] }: Message) => ({
  messageId: id,
  message: body,
  mediaUrls: [...mediaUrls],
});
