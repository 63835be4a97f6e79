import type { JsonObject } from "../../../../kernel/json.ts";
import { toMillisecondText } from "../../../../kernel/time-text.ts";
import type { Message, MessageReaction } from "../../../../world/entities.ts";

/** The body of `agent.reaction`: somebody's tapback on a message. */
export const writeReactionNews = (
  message: Message,
  reaction: MessageReaction,
  agentId: string | null,
): JsonObject => {
  const mediaUrls = message.mediaUrls ?? [];
  const at = toMillisecondText(reaction.at);
  return {
    event: "agent.reaction",
    channel: message.channel ?? "imessage",
    timestamp: at,
    agentId,
    data: {
      conversationId: message.conversationId ?? null,
      numberId: message.numberId ?? null,
      reactionType: reaction.reactionType,
      fromNumber: reaction.fromNumber,
      direction: reaction.direction,
      messageId: message.id,
      messageBody: message.body,
      messageMediaUrl: mediaUrls[0] ?? null,
      messageMediaUrls: mediaUrls,
      createdAt: at,
    },
  };
};
