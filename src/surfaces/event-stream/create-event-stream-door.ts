import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Desk } from "../../api/desk.ts";
import type { WorldEvent } from "../../contract/events.ts";
import { RingbackError } from "../../kernel/errors.ts";
import type { EventFeed } from "../../kernel/event-feed.ts";
import { toHttpDate } from "../../kernel/time-text.ts";
import { type GuardOptions, refuseVisitor } from "../rest/guard.ts";
import type { RequestNews, SideDoor } from "../rest/http-door.ts";
import { refuseOnSocket } from "../rest/refuse-on-socket.ts";
import { splitTarget, type Target } from "../rest/split-target.ts";
import { readFeed } from "./read-feed.ts";

/** Whoever carries events to their readers. */
interface StreamOutlet {
  serve(
    response: ServerResponse,
    feed: EventFeed<WorldEvent>,
    headers: Readonly<Record<string, string>>,
  ): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, feed: EventFeed<WorldEvent>): Promise<void>;
}

/** Whose events are behind the door, who carries them, and who is told. */
export interface EventStreamDoorOptions extends GuardOptions {
  readonly desk: Desk;
  readonly streams: StreamOutlet;
  readonly onAnswer: (news: RequestNews) => void;
}

/** The door to what happens, as it happens: asked over plain HTTP it streams, and it takes WebSockets. */
export interface EventStreamDoor {
  readonly sideDoor: SideDoor;
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

/** Where the stream is, in every world. */
const path = "/_ringback/events/stream";

/** Opens the door. The world, the token and the wishes are checked here; whom it lets in, the outlet serves. */
export const createEventStreamDoor = (options: EventStreamDoorOptions): EventStreamDoor => ({
  sideDoor: (request, response, target) =>
    target.path === path && attempt(() => serve(options, request, response, target)),
  onUpgrade: (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    upgrade(options, request, socket, head).catch((error: unknown) => {
      if (error instanceof RingbackError) return refuseOnSocket(socket, error, nowOf(options.desk, request));
      options.desk.onBug(`the upgrade of ${request.url}`, error);
      socket.destroy();
    });
  },
});

const serve = (
  { desk, streams, onAnswer }: EventStreamDoorOptions,
  request: IncomingMessage,
  response: ServerResponse,
  target: Target,
): true => {
  const { running, feed } = readFeed(desk, request, target, ["GET", "HEAD"]);
  const at = running.world.clock.now();
  const headers = { date: toHttpDate(at) };
  streams.serve(response, feed, headers);
  onAnswer({ method: request.method ?? "GET", path, status: 200, world: running.world.name, at });
  return true;
};

const upgrade = async (
  { desk, streams, onAnswer, ...guard }: EventStreamDoorOptions,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): Promise<void> => {
  const reason = refuseVisitor(request, guard);
  if (reason !== undefined) throw new RingbackError("forbidden", reason);
  const target = splitTarget(request.url ?? "/");
  if (target?.path !== path) {
    throw new RingbackError("unknown_path", `No WebSocket is at ${request.url}. ${path} takes them.`);
  }
  const { running, feed } = readFeed(desk, request, target, ["GET"]);
  onAnswer({ method: "GET", path, status: 101, world: running.world.name, at: running.world.clock.now() });
  await streams.upgrade(request, socket, head, feed);
};

const attempt = (work: () => true): true | RingbackError => {
  try {
    return work();
  } catch (error) {
    if (error instanceof RingbackError) return error;
    throw error;
  }
};

const nowOf = (desk: Desk, request: IncomingMessage): number => {
  const worldName = splitTarget(request.url ?? "/")?.worldName ?? "main";
  return (desk.worlds.find(worldName) ?? desk.worlds.all()[0])?.world.clock.now() ?? 0;
};
