import { toMillisecondText } from "../../../../kernel/time-text.ts";
import type { JsonObject } from "../../../../kernel/json.ts";
import type { Contact } from "../../../../world/thread-entities.ts";
import type { Call } from "../../../../world/call-entities.ts";
import { reviewCall } from "../../calls/hosted/review-call.ts";

/** What `agent.call_ended` says of a call that is over. History and conversation have no place in it. */
export const callEndedNews = (call: Call, contact: Contact | undefined): JsonObject => {
  const { startedAt, endedAt = startedAt, answeredAt = endedAt } = call;
  return {
    event: "agent.call_ended",
    channel: "voice",
    timestamp: toMillisecondText(endedAt),
    agentId: call.agentId ?? null,
    data: {
      callId: call.id,
      numberId: call.numberId ?? null,
      from: call.from,
      to: call.to,
      contact: contact === undefined ? null : contactOf(contact),
      direction: call.direction,
      status: call.status,
      startedAt: toMillisecondText(startedAt),
      endedAt: toMillisecondText(endedAt),
      durationSeconds: Math.round((endedAt - answeredAt) / 1000),
      disconnectionReason: call.disconnectionReason ?? null,
      transcript: call.turns.map(({ role, content }) => ({ role, content })),
      ...reviewCall(call),
    },
  };
};

const contactOf = ({ id, name, email, phoneNumber }: Contact): JsonObject => ({
  id,
  name,
  email,
  phoneNumber,
});
