import { once } from "node:events";
import { createServer, type IncomingMessage, request as ask, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { Duplex } from "node:stream";
import { onTestFinished } from "vitest";

/** How a tunnel is put up wrongly. */
export interface TunnelFlaws {
  /** Asks for other paths than it is asked for. */
  readonly rewrites?: (target: string) => string;
  /** Answers itself. */
  readonly answers?: { readonly status: number; readonly headers?: Readonly<Record<string, string>> };
  /** Signs whatever comes in, as one that knows the token might. */
  readonly signs?: (target: string) => string;
  /** Hands WebSockets on as plain requests. */
  readonly losesSockets?: true;
}

/** A tunnel to a port of this machine, as users put before the callback listener. Answers its address. */
export const openTunnel = async (port: number, flaws: TunnelFlaws = {}): Promise<string> => {
  const server = createServer((request, response) => handOn(request, response, port, flaws));
  if (flaws.losesSockets !== true) {
    server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const lines = [`${request.method} ${request.url} HTTP/1.1`];
      for (let place = 0; place < request.rawHeaders.length; place += 2) {
        lines.push(`${request.rawHeaders[place]}: ${request.rawHeaders[place + 1]}`);
      }
      const further = connect(port, "127.0.0.1", () => {
        further.write(Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`), head]));
        further.pipe(socket).pipe(further);
      });
      further.on("error", () => socket.destroy());
      socket.on("error", () => further.destroy());
    });
  }
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const handOn = (
  request: IncomingMessage,
  response: ServerResponse,
  port: number,
  { rewrites = same, answers, signs }: TunnelFlaws,
): void => {
  if (answers !== undefined)
    return void response.writeHead(answers.status, answers.headers).end("not ringback");
  const { method, url: target = "" } = request;
  const { upgrade: _upgrade, connection: _connection, ...kept } = request.headers;
  const headers = { ...kept, ...(signs && { "x-twilio-signature": signs(target) }) };
  const further = ask({ port, method, path: rewrites(target), headers, agent: false }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  further.on("error", () => response.writeHead(502).end());
  request.pipe(further);
};

const same = (target: string): string => target;
