import { toMillisecondText } from "../../kernel/time-text.ts";
import type { Call, CallTurn } from "../../world/entities.ts";
import type { Tables } from "../../world/tables.ts";

/** What was said and answered, as a call's details tell it. */
interface Exchange {
  readonly id: string;
  readonly transcript: string;
  readonly confidence: number | null;
  response: string | null;
  readonly createdAt: string;
}

/** A call as lists tell it. */
export const writeCall = (call: Call, { phoneNumbers }: Tables) => ({
  ...heart(call),
  phoneNumber: phoneNumbers.get(call.numberId ?? "")?.phoneNumber ?? null,
  direction: call.direction ?? ("inbound" as const),
  endedAt: call.endedAt === undefined ? null : toMillisecondText(call.endedAt),
  durationSeconds: secondsOf(call),
  lastTranscriptSnippet: call.turns?.at(-1)?.content.slice(0, 100) ?? null,
  // No call has a sound as long as nobody speaks in one.
  recordingUrl: null,
  recordingAvailable: false,
});

/** A call as whoever placed it is told of it. */
export const writePlacedCall = (call: Call) => ({ ...heart(call), direction: "outbound" as const });

/** What was said, with what the agent answered to it; where the agent spoke first nothing was said before. */
export const writeExchanges = (turns: readonly CallTurn[] = []): Exchange[] => {
  const exchanges: Exchange[] = [];
  for (const { id, role, content, at } of turns) {
    const last = exchanges.at(-1);
    if (role === "agent" && last?.response === null) last.response = content;
    else {
      const isAgent = role === "agent";
      exchanges.push({
        id,
        transcript: isAgent ? "" : content,
        confidence: null,
        response: isAgent ? content : null,
        createdAt: toMillisecondText(at),
      });
    }
  }
  return exchanges;
};

/** The turns of a call, one after the other. */
export const writeTurns = (turns: readonly CallTurn[] = []) =>
  turns.map(({ role, content, at }) => ({ role, content, createdAt: toMillisecondText(at) }));

/** Whole seconds that somebody was on the line; null while the call lasts. */
export const secondsOf = ({ endedAt, answeredAt = endedAt }: Call): number | null =>
  endedAt === undefined || answeredAt === undefined ? null : Math.round((endedAt - answeredAt) / 1000);

/** How a call stands. */
export const statusOf = ({ status }: Call) => status as "in-progress" | "completed" | "failed";

const heart = (call: Call) => ({
  id: call.id,
  agentId: call.agentId ?? null,
  phoneNumberId: call.numberId ?? null,
  fromNumber: call.from,
  toNumber: call.to,
  status: statusOf(call),
  startedAt: toMillisecondText(call.startedAt),
});
