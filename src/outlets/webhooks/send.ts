import { type ClientRequest, type IncomingMessage, request as askHttp } from "node:http";
import type {
  AnswerPiece,
  Attempt,
  AttemptOutcome,
} from "../../domain/agentphone/webhooks/deliveries-port.ts";
import { nodeHttps } from "../../kernel/node-https.ts";
import type { Connections } from "./connections.ts";

/** Who hears of a sending. */
export interface SendingListener {
  /** Told of what comes in of the answer, where it is wanted while it comes in; then all of it is kept. */
  came?(piece: AnswerPiece): void;
  ended(outcome: AttemptOutcome): void;
}

/** How much of an answer's body is kept, where nobody hears it while it comes in. */
const keptBytes = 1024;
/** How much of it is read, so that the connection can be used again, before it is cut. */
const readBytes = 65_536;

/** Sends once and tells what came of it, unless the function it answers was called before. Redirects are answers too. */
export const send = (connections: Connections, attempt: Attempt, listener: SendingListener): (() => void) => {
  let isOver = false;
  let request: ClientRequest | undefined;
  const end = (outcome: AttemptOutcome): void => {
    if (isOver) return;
    isOver = true;
    listener.ended(outcome);
  };
  const came = listener.came && ((piece: AnswerPiece) => (isOver ? undefined : listener.came?.(piece)));
  const ask = (mayBeStale: boolean): void => {
    const asked = open(connections, attempt, (response) =>
      readAnswer(response, mostOf(attempt, came), end, came),
    );
    request = asked;
    asked.on("error", (error: NodeJS.ErrnoException) => {
      // A kept connection that the other end closed just now says nothing about the other end.
      if (!isOver && mayBeStale && asked.reusedSocket && isCut(error)) return ask(false);
      end({ failure: "connection", why: sayFailure(error) });
    });
    asked.end(attempt.body);
  };
  try {
    ask(true);
  } catch (error) {
    end({ failure: "connection", why: sayFailure(error as NodeJS.ErrnoException) });
  }
  return () => {
    isOver = true;
    request?.destroy();
  };
};

const isCut = ({ code }: NodeJS.ErrnoException): boolean => code === "ECONNRESET" || code === "EPIPE";

const open = (
  connections: Connections,
  { url, method = "POST", body, headers }: Attempt,
  onResponse: (response: IncomingMessage) => void,
): ClientRequest => {
  const length = method === "POST" && { "Content-Length": String(Buffer.byteLength(body)) };
  const options = { method, headers: { ...headers, ...length } };
  return url.startsWith("https:")
    ? nodeHttps().request(url, { ...options, agent: connections.https }, onResponse)
    : askHttp(url, { ...options, agent: connections.http }, onResponse);
};

const mostOf = ({ wantsAll }: Attempt, came: SendingListener["came"]): number =>
  wantsAll === true || came !== undefined ? readBytes : keptBytes;

const readAnswer = (
  response: IncomingMessage,
  most: number,
  end: (outcome: AttemptOutcome) => void,
  came?: (piece: AnswerPiece) => void,
): void => {
  const status = response.statusCode ?? 0;
  came?.({ status, contentType: response.headers["content-type"] ?? "" });
  const kept: Buffer[] = [];
  let read = 0;
  const finish = (): void => {
    const bytes = Buffer.concat(kept).subarray(0, most);
    // A character cut in half at the end is left out.
    const body = new TextDecoder().decode(bytes, { stream: true });
    end({ status, body, ...(read > readBytes && { isCut: true }) });
  };
  response.on("data", (chunk: Buffer) => {
    if (read < most) kept.push(chunk);
    read += chunk.length;
    came?.({ bytes: chunk });
    if (read <= readBytes) return;
    finish();
    response.destroy();
  });
  response.on("end", finish);
  response.on("error", (error) => end({ failure: "connection", why: sayFailure(error) }));
};

// Several addresses that were tried have a code together, and no message.
const sayFailure = (error: NodeJS.ErrnoException): string =>
  `The connection failed: ${error.code ?? (error.message || error.name)}`;
