import { request, type IncomingMessage } from "node:http";
import type { RealTime } from "../../../src/kernel/clock/clock.ts";

export interface Asked {
  readonly method: string;
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly timeoutMs: number;
}

export type Answered =
  | {
      readonly status: number;
      readonly contentType: string | undefined;
      readonly bytes: Buffer;
      readonly failed?: never;
    }
  /** `ct`: nobody took the connection. `rt`: no answer came, or a broken one. */
  | { readonly failed: "ct" | "rt"; readonly why: string };

/** One HTTP request to this machine. Never throws; never follows a redirection. */
export const askOnce = (
  { method, address, headers, body, timeoutMs }: Asked,
  realTime: RealTime,
): Promise<Answered> =>
  new Promise((resolve) => {
    const outgoing = request(address, { method, headers, agent: false });
    const end = (answered: Answered): void => {
      cancel();
      outgoing.destroy();
      resolve(answered);
    };
    const cancel = realTime.after(timeoutMs, () => end({ failed: "rt", why: "no answer in time" }));
    let isConnected = false;
    outgoing.on("socket", (socket) => socket.once("connect", () => (isConnected = true)));
    outgoing.on("error", (error) => end({ failed: isConnected ? "rt" : "ct", why: error.message }));
    outgoing.on("response", (incoming) => {
      bytesOf(incoming).then(
        (bytes) =>
          end({ status: incoming.statusCode ?? 0, contentType: incoming.headers["content-type"], bytes }),
        (error: unknown) => end({ failed: "rt", why: String(error) }),
      );
    });
    outgoing.end(body);
  });

export const bytesOf = async (incoming: IncomingMessage): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
};
