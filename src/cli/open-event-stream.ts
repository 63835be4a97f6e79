import { serverSentData } from "../runtime/remote/server-sent-data.ts";
import type { Remote } from "./remote.ts";

/** What happens in a world after an event, as JSON, for as long as the connection and the signal last. */
export const openEventStream = async function* (
  remote: Remote,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  const response = await remote.fetch(`/_ringback/events/stream?after=${after}`, { signal });
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream") ?? false;
  if (!isStream || response.body === null) throw remote.stranger();
  yield* serverSentData(response.body);
};
