import { createServer, type AddressInfo } from "node:net";

const given = new Set<number>();

/** A port of this machine that nobody listens on, and that nobody else in this process was given before. */
export const findFreePort = async (): Promise<number> => {
  const port = await bindOnce();
  if (given.has(port) && given.size < 10_000) return findFreePort();
  given.add(port);
  return port;
};

const bindOnce = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
