import { type IncomingMessage, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { text } from "node:stream/consumers";

/** What is asked of an address. */
interface PatientRequest {
  readonly method?: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Fetches an address however long its answer takes. Node's own fetch gives up after five minutes. */
export const patientFetch = async (
  url: string,
  { method = "GET", headers, body, signal }: PatientRequest,
): Promise<Response> => {
  const answered = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = url.startsWith("https:") ? httpsRequest : httpRequest;
    // What went wrong stands where fetch has it, too.
    request(url, { method, headers, agent: false, ...(signal && { signal }) }, resolve)
      .on("error", (cause) => reject(new TypeError("fetch failed", { cause })))
      .end(body);
  });
  const { statusCode: status = 500, headers: answeredWith } = answered;
  const said = Object.entries(answeredWith).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" ? [[name, value]] : [],
  );
  return new Response(await text(answered), { status: Math.max(200, status), headers: said });
};
