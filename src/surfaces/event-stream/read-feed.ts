import type { IncomingMessage } from "node:http";
import { bearerToken } from "../../api/bearer.ts";
import type { Desk } from "../../api/desk.ts";
import { requireControlToken } from "../../api/require-control-token.ts";
import { requireEventName } from "../../api/require-event-name.ts";
import type { RunningWorld } from "../../api/running-world.ts";
import { findWorld } from "../../api/stages/find-world.ts";
import type { WorldEvent } from "../../contract/events.ts";
import { RingbackError } from "../../kernel/errors.ts";
import type { EventFeed } from "../../kernel/event-feed.ts";
import type { Cursor } from "../../kernel/event-log.ts";
import { methodNotAllowed } from "../rest/method-not-allowed.ts";
import type { Target } from "../rest/split-target.ts";

/** What somebody may listen to, and the world it happens in. */
export interface GrantedFeed {
  readonly running: RunningWorld;
  readonly feed: EventFeed<WorldEvent>;
}

/** Reads which events a request wants to hear, and whether it may. Throws the refusal. */
export const readFeed = (
  desk: Desk,
  request: IncomingMessage,
  target: Target,
  allow: readonly string[],
): GrantedFeed => {
  const { authorization } = request.headers;
  const query = new URLSearchParams(target.query);
  const found = findWorld(desk, { worldName: target.worldName, authorization });
  if ("error" in found) throw found.error;
  if (!allow.includes(request.method ?? "")) throw methodNotAllowed(request, target, allow);
  // A page cannot give an EventSource or a WebSocket headers of its own.
  requireControlToken(desk, query.get("token") ?? bearerToken(authorization));
  const types = new Set<string>(query.getAll("type").map(requireEventName));
  return {
    running: found.running,
    feed: {
      log: found.running.world.events,
      // A browser that reconnects repeats the address it was given, and adds how far it came.
      after:
        readCursor("last-event-id", request.headers["last-event-id"]) ??
        readCursor("after", query.get("after")),
      wants: ({ type }) => types.size === 0 || types.has(type),
    },
  };
};

const readCursor = (name: string, text: string | string[] | null | undefined): Cursor | undefined => {
  if (text === undefined || text === null || text === "") return undefined;
  if (typeof text === "string" && /^\d{1,15}$/.test(text)) return Number(text);
  throw refuse(name, "must be the seq of an event, or 0 for all that are kept");
};

const refuse = (path: string, message: string): RingbackError =>
  new RingbackError("validation_error", `${path} ${message}.`, {
    issues: [{ path, message }],
  });
