import type { Instant } from "../../../../kernel/clock/clock.ts";
import type { JsonObject } from "../../../../kernel/json.ts";
import { toMillisecondText } from "../../../../kernel/time-text.ts";
import type { Call, CallTurn } from "../../../../world/call-entities.ts";
import type { TurnHeard } from "../../../calls/voice.ts";
import { confidenceOf } from "../../calls/confidence-of.ts";

/** A caller's turn as a webhook is told of it. */
export interface VoiceStory {
  readonly call: Call;
  /** What was heard just now; an empty text where nobody has said anything yet. */
  readonly heard: TurnHeard;
  readonly at: Instant;
  /** How many of the earlier turns go along. */
  readonly contextLimit: number;
}

/** The body of `agent.message` for what the far end of a call has said. Keys that it pressed come as its words. */
export const writeVoiceNews = ({ call, heard, at, contextLimit }: VoiceStory): JsonObject => ({
  event: "agent.message",
  channel: "voice",
  timestamp: toMillisecondText(at),
  agentId: call.agentId ?? null,
  data: {
    callId: call.id,
    numberId: call.numberId ?? null,
    from: call.from,
    to: call.to,
    status: "in-progress",
    transcript: heard.text,
    confidence: confidenceOf(heard),
    direction: call.direction,
  },
  conversationState: null,
  recentHistory: earlierTurns(call.turns, heard, contextLimit).map(writeHistory),
});

// What was heard just now stands in the transcript already, and not in the history.
const earlierTurns = (
  turns: readonly CallTurn[],
  { text }: TurnHeard,
  limit: number,
): readonly CallTurn[] => {
  if (limit === 0) return [];
  const last = turns.at(-1);
  const earlier = last?.role === "user" && last.content === text ? turns.slice(0, -1) : turns;
  return earlier.slice(-limit);
};

const writeHistory = ({ role, content, at }: CallTurn): JsonObject => ({
  content,
  direction: role === "user" ? "inbound" : "outbound",
  channel: "voice",
  at: toMillisecondText(at),
});
