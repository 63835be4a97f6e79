import type { MessageChannel } from "../../../world/entities.ts";
import { countSegments } from "../../../kernel/count-segments.ts";

/** How many segments of SMS a text counts for: none as iMessage, one as MMS. */
export const segmentsOf = (channel: MessageChannel, body: string): number => {
  if (channel === "imessage") return 0;
  return channel === "mms" ? 1 : countSegments(body);
};
