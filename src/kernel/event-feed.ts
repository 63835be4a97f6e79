import type { Cursor, EventLog, Logged } from "./event-log.ts";

/** What a reader wants to hear of a log: what it keeps after a place, if one is given, then everything new. */
export interface EventFeed<Entry extends Logged> {
  readonly log: EventLog<Entry>;
  readonly after: Cursor | undefined;
  /** Whether the reader cares for an entry. */
  readonly wants: (entry: Entry) => boolean;
}
