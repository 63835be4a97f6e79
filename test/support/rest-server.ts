import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it came over the wire. */
export interface Recorded {
  readonly method: string;
  readonly path: string;
  /** Sorted by name; values of one name stay in order. */
  readonly query: readonly Pair[];
  readonly form: readonly Pair[];
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
}

type Pair = readonly [name: string, value: string];

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
}

export interface RestServer extends AsyncDisposable {
  readonly url: string;
  readonly requests: Recorded[];
}

/** A server on this machine that remembers what it was asked and answers what the test says. */
export const openRestServer = async (answer: (request: Recorded) => Reply): Promise<RestServer> => {
  const requests: Recorded[] = [];
  const server = createServer((request, response) => {
    void record(request).then((recorded) => {
      requests.push(recorded);
      const { status = 200, headers = {}, json, bytes } = answer(recorded);
      const body = bytes ?? (json === undefined ? "" : JSON.stringify(json));
      response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

const record = async (request: IncomingMessage): Promise<Recorded> => {
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) body += chunk as string;
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
  return {
    method: request.method ?? "",
    path: pathname,
    query: pairsOf(searchParams),
    form: pairsOf(new URLSearchParams(body)),
    authorization: request.headers.authorization,
    contentType: request.headers["content-type"],
  };
};

const pairsOf = (pairs: URLSearchParams): readonly Pair[] => {
  pairs.sort();
  return [...pairs];
};
