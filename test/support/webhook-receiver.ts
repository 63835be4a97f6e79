import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { checkReceived } from "./conformance/check-webhook.ts";
import { noteCheck } from "./conformance/noted-checks.ts";

/** One request as it reached a webhook. */
export interface Received {
  readonly path: string;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** The body, byte for byte. */
  readonly raw: Buffer;
  /** The connection it came by, counted from 1. */
  readonly connection: number;
}

/** How a webhook answers: a status and what goes with it, or not at all. */
export type WebhookAnswer =
  | number
  | {
      readonly status: number;
      /** Pieces are sent one by one, as they come. */
      readonly body?: string | AsyncIterable<string | Uint8Array>;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | "hang"
  | "cut";

type Answerer = (received: Received) => WebhookAnswer | Promise<WebhookAnswer>;

/** A server on this machine that keeps whatever it is sent. */
export interface WebhookReceiver extends AsyncDisposable {
  readonly url: string;
  readonly received: readonly Received[];
  /** How it answers from now on. Default: 200. */
  answer: Answerer;
  /** Resolves once so many requests have come, the first of all included. */
  arrived(count: number): Promise<readonly Received[]>;
  /** Cuts every connection. */
  cut(): void;
}

/** Opens one for a test; `await using` ends it. One that is not `checked` is sent what no contract knows. */
export const openReceiver = async (
  answer: Answerer = () => 200,
  { checked = true }: { readonly checked?: boolean } = {},
): Promise<WebhookReceiver> => {
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  let connections = 0;
  const numbers = new WeakMap<object, number>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { url: path = "", method = "", headers, socket } = request;
    const came = { path, method, headers, raw: Buffer.concat(chunks), connection: numbers.get(socket) ?? 0 };
    received.push(came);
    if (checked) noteCheck(Promise.resolve(checkReceived(came.raw, headers)));
    for (const look of waiting) look();
    const answered = await receiver.answer(came);
    if (answered === "hang") return;
    if (answered === "cut") return void socket.destroy();
    const {
      status,
      body = "",
      headers: said = {},
    } = typeof answered === "number" ? { status: answered } : answered;
    response.writeHead(status, said);
    if (typeof body === "string") return void response.end(body);
    response.flushHeaders();
    for await (const piece of body) response.write(piece);
    response.end();
  });
  server.on("connection", (socket) => numbers.set(socket, (connections += 1)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
    received,
    answer,
    arrived: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (received.length < count) return;
          waiting.delete(look);
          resolve(received.slice(0, count));
        };
        waiting.add(look);
        look();
      }),
    cut: () => server.closeAllConnections(),
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
};

/** What a body says. */
export const jsonOf = ({ raw }: Received): Record<string, unknown> =>
  JSON.parse(raw.toString("utf8")) as Record<string, unknown>;

/** What receivers forgive a clock, in seconds. */
const tolerance = 300;

/** The documented recipe: is this from whoever knows the secret, and of these minutes? */
export const isGenuine = (
  { headers, raw }: Pick<Received, "headers" | "raw">,
  secret: string,
  now: number,
): boolean => {
  const timestamp = String(headers["x-webhook-timestamp"]);
  const signature = String(headers["x-webhook-signature"]);
  if (!/^\d+$/.test(timestamp) || Math.abs(now / 1000 - Number(timestamp)) > tolerance) return false;
  const wanted = Buffer.from(
    `sha256=${createHmac("sha256", secret)
      .update(Buffer.concat([Buffer.from(`${timestamp}.`), raw]))
      .digest("hex")}`,
  );
  const given = Buffer.from(signature);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
};
