import { type IncomingHttpHeaders, type IncomingMessage, request as httpRequest } from "node:http";
import { nodeHttps } from "../../kernel/node-https.ts";

/** What is asked of an address. */
export interface Question {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What it answered. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/**
 * Asks an address, however long its answer takes. Throws the reason of the signal once that was given, else Node's error.
 * Node's own fetch gives up after five minutes, and takes longer to load than all that a command needs.
 */
export const exchange = async (url: string, { method, headers, body, signal }: Question): Promise<Answer> => {
  try {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = url.startsWith("https:") ? nodeHttps().request : httpRequest;
      request(url, { method, headers, agent: false, ...(signal && { signal }) }, resolve)
        .on("error", reject)
        .end(body);
    });
    let text = "";
    for await (const piece of answer.setEncoding("utf8")) text += String(piece);
    return { status: answer.statusCode ?? 500, headers: answer.headers, body: text };
  } catch (error) {
    throw signal?.aborted === true ? signal.reason : error;
  }
};
