import { toMillisecondText } from "../../kernel/time-text.ts";
import type { Call } from "../../world/entities.ts";
import { secondsOf, writeTurns } from "./write-call.ts";

/** A call's transcript as server-sent events: `connected`, each `turn`, and `ended` once it is over. */
export const writeTranscriptStream = (call: Call, agentName: string | null): string => {
  const { id, status, startedAt, endedAt } = call;
  const connected = {
    callId: id,
    status,
    agentId: call.agentId ?? null,
    agentName,
    direction: call.direction ?? "inbound",
    fromNumber: call.from,
    toNumber: call.to,
    startedAt: toMillisecondText(startedAt),
  };
  const turns = writeTurns(call.turns).map((turn) => frame("turn", turn));
  const ended =
    endedAt === undefined
      ? []
      : [
          frame("ended", {
            callId: id,
            status,
            endedAt: toMillisecondText(endedAt),
            durationSeconds: secondsOf(call),
          }),
        ];
  return [frame("connected", connected), ...turns, ...ended].join("");
};

const frame = (event: string, data: object): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
