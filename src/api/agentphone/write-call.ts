import { confidenceOf } from "../../domain/agentphone/calls/confidence-of.ts";
import { toMillisecondText } from "../../kernel/time-text.ts";
import type { Call, CallTurn } from "../../world/call-entities.ts";
import type { Context } from "../context.ts";
import { recordingFields } from "./recording-fields.ts";

/** What was said and answered, as a call's details tell it. */
interface Exchange {
  readonly id: string;
  readonly transcript: string;
  readonly confidence: number | null;
  response: string | null;
  readonly createdAt: string;
}

/** A call as lists tell it. */
export const writeCall = (call: Call, context: Context) => ({
  ...heart(call),
  phoneNumber: context.running.world.tables.phoneNumbers.get(call.numberId ?? "")?.phoneNumber ?? null,
  direction: call.direction,
  endedAt: call.endedAt === undefined ? null : toMillisecondText(call.endedAt),
  durationSeconds: secondsOf(call),
  lastTranscriptSnippet: snippetOf(call.turns.at(-1)),
  ...recordingFields(call, context),
});

/** A call as whoever placed it is told of it; what was said in it once it was waited for and is over. */
export const writePlacedCall = (call: Call, retellCallId: string, wasAwaited: boolean) => ({
  ...heart(call),
  retellCallId,
  direction: "outbound" as const,
  ...(wasAwaited &&
    call.endedAt !== undefined && {
      endedAt: toMillisecondText(call.endedAt),
      transcripts: writeExchanges(call.turns),
    }),
});

/** What was said in a call, turn by turn. */
export const writeTranscript = (call: Call) => ({
  callId: call.id,
  status: statusOf(call),
  direction: call.direction,
  fromNumber: call.from,
  toNumber: call.to,
  startedAt: toMillisecondText(call.startedAt),
  endedAt: call.endedAt === undefined ? null : toMillisecondText(call.endedAt),
  durationSeconds: secondsOf(call),
  transcript: writeTurns(call.turns),
});

/** What was said, with what the agent answered to it; where the agent spoke first nothing was said before. */
export const writeExchanges = (turns: readonly CallTurn[]): Exchange[] => {
  const exchanges: Exchange[] = [];
  for (const turn of turns) {
    const { id, role, content, at } = turn;
    const last = exchanges.at(-1);
    if (role === "agent" && last?.response === null) last.response = content;
    else {
      const isAgent = role === "agent";
      exchanges.push({
        id,
        transcript: isAgent ? "" : content,
        confidence: isAgent ? null : confidenceOf(turn),
        response: isAgent ? content : null,
        createdAt: toMillisecondText(at),
      });
    }
  }
  return exchanges;
};

/** The turns of a call, one after the other. */
export const writeTurns = (turns: readonly CallTurn[]) =>
  turns.map(({ role, content, at }) => ({ role, content, createdAt: toMillisecondText(at) }));

/** Whole seconds that somebody was on the line; null while the call lasts. */
export const secondsOf = ({ endedAt, answeredAt = endedAt }: Call): number | null =>
  endedAt === undefined || answeredAt === undefined ? null : Math.round((endedAt - answeredAt) / 1000);

/** How a call stands. */
export const statusOf = ({ status }: Call) => status as "in-progress" | "completed" | "failed";

/** The beginning of what was said last; null before anything was. */
export const snippetOf = (turn: CallTurn | undefined): string | null =>
  turn === undefined ? null : Array.from(turn.content).slice(0, 100).join("");

const heart = (call: Call) => ({
  id: call.id,
  agentId: call.agentId ?? null,
  phoneNumberId: call.numberId ?? null,
  fromNumber: call.from,
  toNumber: call.to,
  status: statusOf(call),
  startedAt: toMillisecondText(call.startedAt),
});
