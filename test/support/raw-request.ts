import { request } from "node:http";
import type { Answer } from "./store-client.ts";

/** What fetch would not send: header lines and targets as they stand. */
export interface RawRequest {
  readonly method?: string;
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** Sends one request exactly as written. */
export const rawRequest = (url: string, { method, target, headers, body }: RawRequest): Promise<Answer> => {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, path: target, method: method ?? "GET", headers, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          resolve({
            status: response.statusCode ?? 0,
            headers: new Headers(response.headers as Record<string, string>),
            text,
            body: text === "" ? undefined : (JSON.parse(text) as unknown),
          });
        });
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
};
