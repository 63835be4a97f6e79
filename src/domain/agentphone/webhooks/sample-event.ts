import type { Instant } from "../../../kernel/clock/clock.ts";
import type { JsonObject } from "../../../kernel/json.ts";
import { toSecondText } from "../../../kernel/time-text.ts";
import type { PhoneNumber } from "../../../world/agentphone-entities.ts";

/** The synthetic text that a test of a webhook brings. Nobody wrote it: `conversationState` says so. */
export const sampleEvent = (
  agentId: string | null,
  number: PhoneNumber | undefined,
  at: Instant,
): JsonObject => {
  const time = toSecondText(at);
  return {
    event: "agent.message",
    channel: "sms",
    timestamp: time,
    agentId,
    data: {
      messageId: "msg_test",
      conversationId: "conv_test",
      numberId: number?.id ?? "num_test",
      from: "+15555550100",
      to: number?.phoneNumber ?? "+15555550199",
      contact: null,
      message: "This is a test message.",
      mediaUrl: null,
      mediaUrls: [],
      direction: "inbound",
      receivedAt: time,
    },
    conversationState: { testMode: true },
    recentHistory: [],
  };
};
