import { type IncomingMessage, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { text } from "node:stream/consumers";

/** Fetches an address however long its answer takes. Node's own fetch gives up after five minutes. */
export const patientFetch = async (
  url: string,
  headers: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<Response> => {
  const answered = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = url.startsWith("https:") ? httpsRequest : httpRequest;
    // What went wrong stands where fetch has it, too.
    request(url, { headers, agent: false, ...(signal && { signal }) }, resolve)
      .on("error", (cause) => reject(new TypeError("fetch failed", { cause })))
      .end();
  });
  const { statusCode: status = 500 } = answered;
  return new Response(await text(answered), { status: Math.max(200, status) });
};
