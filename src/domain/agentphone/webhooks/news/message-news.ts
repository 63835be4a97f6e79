import type { JsonObject } from "../../../../kernel/json.ts";
import { toMillisecondText } from "../../../../kernel/time-text.ts";
import type { Contact, Conversation } from "../../../../world/thread-entities.ts";
import type { Message } from "../../../../world/entities.ts";

/** What a webhook is told about a text, and what there is to tell it from. */
export interface MessageStory {
  readonly message: Message;
  readonly conversation: Conversation;
  readonly contact: Contact | undefined;
  /** Whose number it reached. */
  readonly agentId: string | null;
  /** What came before it in the thread, oldest first. */
  readonly history: readonly Message[];
}

/** The body of `agent.message` for a text. */
export const writeMessageNews = (story: MessageStory): JsonObject => {
  const { message, conversation, contact, agentId, history } = story;
  const at = toMillisecondText(message.receivedAt);
  const mediaUrls = message.mediaUrls ?? [];
  return {
    event: "agent.message",
    channel: message.channel ?? "sms",
    timestamp: at,
    agentId,
    data: {
      messageId: message.id,
      conversationId: conversation.id,
      numberId: message.numberId ?? null,
      from: message.from,
      to: message.to,
      contact: writeContact(contact),
      message: message.body,
      mediaUrl: mediaUrls[0] ?? null,
      mediaUrls,
      direction: message.direction ?? "inbound",
      receivedAt: at,
      ...(conversation.isGroup && writeGroup(message, conversation)),
    },
    conversationState: conversation.metadata,
    recentHistory: history.map(writeHistory),
  };
};

/** A contact as webhooks are told of it. */
const writeContact = (contact: Contact | undefined): JsonObject | null => {
  if (contact === undefined) return null;
  const { id, name, email, phoneNumber } = contact;
  return { id, name, email, phoneNumber };
};

const writeGroup = (message: Message, { groupId, groupName, participants }: Conversation): JsonObject => ({
  senderIdentifier: message.senderIdentifier ?? message.from,
  group: {
    isGroup: true,
    groupId,
    groupName,
    participants: participants.map(({ identifier, name }) => ({ identifier, name })),
  },
});

const writeHistory = ({ id, body, direction, channel, receivedAt }: Message): JsonObject => ({
  messageId: id,
  content: body,
  direction: direction ?? "inbound",
  channel: channel ?? "sms",
  at: toMillisecondText(receivedAt),
});
