import type { WorldEvent } from "../../contract/events.ts";
import { toMillisecondText } from "../../kernel/time-text.ts";

/** One reader of events, as far as his protocol matters. */
export interface EventSink {
  /** An event as the protocol writes it. */
  frame(event: WorldEvent): string;
  send(frame: string): void;
  /** Sends something without meaning, so that nobody on the way takes the silence for an end. */
  beat(): void;
  /** How many bytes were sent and have not left. */
  waiting(): number;
  /** Whether more should be sent only after what waits has left. */
  isFull(): boolean;
  /** Says that no more will come. */
  end(): void;
  /** Gets rid of a reader who does not keep up. */
  drop(): void;
}

/** An event as JSON, its instant in ISO 8601. */
export const eventText = (event: WorldEvent): string =>
  JSON.stringify({ ...event, at: toMillisecondText(event.at) });
