import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import type { RealTime } from "../../kernel/clock/clock.ts";
import { type EventSink, eventText } from "./event-sink.ts";

/** How long a reader who is told to go may take to hear it, in real milliseconds. */
const farewell = 2_000;

/** A reader who gets each event as one text message. Nothing he says is listened to. */
export const webSocketEvents = (webSocket: WebSocket, socket: Duplex, realTime: RealTime): EventSink => {
  const leave = (code: number, reason: string): void => {
    webSocket.close(code, reason);
    const cancel = realTime.after(farewell, () => webSocket.terminate());
    webSocket.once("close", cancel);
  };
  return {
    frame: eventText,
    send: (frame) => webSocket.send(frame),
    beat: () => webSocket.ping(),
    waiting: () => webSocket.bufferedAmount,
    isFull: () => socket.writableNeedDrain,
    end: () => leave(1001, "The world has ended."),
    drop: () => leave(1013, "Too slow: read faster, and connect again with ?after=<seq>."),
  };
};
