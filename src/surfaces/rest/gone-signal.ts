import type { ServerResponse } from "node:http";

/** A signal that is aborted when the one who waits for an answer has gone. */
export const goneSignal = (response: ServerResponse): AbortSignal => {
  const leaving = new AbortController();
  response.once("close", () => leaving.abort());
  if (response.destroyed) leaving.abort();
  return leaving.signal;
};
