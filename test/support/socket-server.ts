import { createServer, type AddressInfo, type Socket } from "node:net";

export interface SocketServer extends AsyncDisposable {
  readonly url: string;
  /** How many connections there were; undici may open one without ever asking anything over it. */
  readonly connections: () => number;
  /** How many requests came. */
  readonly requests: () => number;
  /** Resolves when the next request has arrived with its head. */
  readonly asked: () => Promise<void>;
}

/** A server that does to its connections what no HTTP server does. `onRequest` is told when a request's head is there. */
export const openSocketServer = async (handle: {
  readonly onConnection?: (socket: Socket) => void;
  readonly onRequest?: (socket: Socket) => void;
}): Promise<SocketServer> => {
  let connections = 0;
  let requests = 0;
  const open = new Set<Socket>();
  const waiting: (() => void)[] = [];
  const server = createServer((socket) => {
    connections += 1;
    open.add(socket);
    // A client that goes away is no fault of the test's.
    socket.on("error", () => undefined).on("close", () => open.delete(socket));
    handle.onConnection?.(socket);
    let head = "";
    socket.on("data", (chunk) => {
      const wasAsked = head.includes("\r\n\r\n");
      head += chunk.toString("latin1");
      if (wasAsked || !head.includes("\r\n\r\n")) return;
      requests += 1;
      handle.onRequest?.(socket);
      for (const resolve of waiting.splice(0)) resolve();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => connections,
    requests: () => requests,
    asked: async () => new Promise((resolve) => waiting.push(resolve)),
    [Symbol.asyncDispose]: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
