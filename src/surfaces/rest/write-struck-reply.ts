import type { IncomingMessage, ServerResponse } from "node:http";
import { pace } from "../../api/pace.ts";
import type { RunningWorld } from "../../api/running-world.ts";
import type { FaultAnswer } from "../../kernel/faults.ts";
import { bytesOf, type WireReply, writeHead, writeReply } from "./answer-writer.ts";

/** Writes an answer as the fault that struck it wants it: cut in the middle, in pieces, or else whole. */
export const writeStruckReply = async (
  request: IncomingMessage,
  response: ServerResponse,
  reply: WireReply,
  running: RunningWorld,
  answer: FaultAnswer,
): Promise<void> => {
  const { kind } = answer;
  if (reply.body === undefined || request.method === "HEAD" || (kind !== "slow" && kind !== "malformed"))
    return writeReply(request, response, reply);
  const bytes = Buffer.from(bytesOf(reply.body));
  if (kind === "malformed") {
    const half = bytes.subarray(0, Math.ceil(bytes.length / 2));
    writeHead(response, reply, half.length);
    response.end(half);
    return;
  }
  writeHead(response, reply, bytes.length);
  const isWhole = await pace(running, answer, (place) => {
    const [start, end] = [place, place + 1].map((count) =>
      Math.floor((bytes.length * count) / answer.pieces),
    );
    // Whoever asked may have gone in the meantime.
    if (!response.destroyed) response.write(bytes.subarray(start, end));
  });
  if (isWhole) response.end();
  else response.destroy();
};
