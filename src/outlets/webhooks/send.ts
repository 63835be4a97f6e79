import { type Agent as HttpAgent, type ClientRequest, request as askHttp } from "node:http";
import { type Agent as HttpsAgent, request as askHttps } from "node:https";
import type { IncomingMessage } from "node:http";
import type { Attempt, AttemptOutcome } from "../../domain/agentphone/webhooks/deliveries-port.ts";

/** The connections that sendings share. */
export interface Connections {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

/** How much of an answer's body is kept. */
const keptBytes = 1024;
/** How much of it is read, so that the connection can be used again, before it is cut. */
const readBytes = 65_536;

/** Sends once and tells what came of it, unless the function it answers was called before. Redirects are answers too. */
export const send = (
  connections: Connections,
  attempt: Attempt,
  tell: (outcome: AttemptOutcome) => void,
): (() => void) => {
  let isOver = false;
  let request: ClientRequest | undefined;
  const end = (outcome: AttemptOutcome): void => {
    if (isOver) return;
    isOver = true;
    tell(outcome);
  };
  const ask = (mayBeStale: boolean): void => {
    const asked = open(connections, attempt, (response) => readAnswer(response, end));
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
  { http, https }: Connections,
  { url, body, headers }: Attempt,
  onResponse: (response: IncomingMessage) => void,
): ClientRequest => {
  const options = {
    method: "POST",
    headers: { ...headers, "Content-Length": String(Buffer.byteLength(body)) },
  };
  return url.startsWith("https:")
    ? askHttps(url, { ...options, agent: https }, onResponse)
    : askHttp(url, { ...options, agent: http }, onResponse);
};

const readAnswer = (response: IncomingMessage, end: (outcome: AttemptOutcome) => void): void => {
  const status = response.statusCode ?? 0;
  const kept: Buffer[] = [];
  let read = 0;
  const finish = (): void => {
    const bytes = Buffer.concat(kept).subarray(0, keptBytes);
    // A character cut in half at the end is left out.
    end({ status, body: new TextDecoder().decode(bytes, { stream: true }) });
  };
  response.on("data", (chunk: Buffer) => {
    if (read < keptBytes) kept.push(chunk);
    read += chunk.length;
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
