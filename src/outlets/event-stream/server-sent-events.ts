import type { ServerResponse } from "node:http";
import { type EventSink, eventText } from "./event-sink.ts";

/** The headers of an answer that is a stream of events. */
export const eventStreamHeaders = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store",
} as const;

/** A reader who reads server-sent events from an answer whose headers have been written. */
export const serverSentEvents = (response: ServerResponse): EventSink => ({
  frame: (event) => `id: ${event.seq}\nevent: ${event.type}\ndata: ${eventText(event)}\n\n`,
  send: (frame) => void response.write(frame),
  beat: () => void response.write(": heartbeat\n\n"),
  waiting: () => response.writableLength,
  isFull: () => response.writableNeedDrain,
  end: () => void response.end(),
  drop: () => void response.destroy(),
});
