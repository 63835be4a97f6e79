import type { Server } from "node:http";

/** Begins to listen on a free port of loopback, and answers where. */
export const listening = (server: Server): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") return reject(new Error("It listens nowhere."));
      resolve(`http://127.0.0.1:${address.port}`);
    });
  });

/** Ends every connection and stops listening. */
export const closing = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
