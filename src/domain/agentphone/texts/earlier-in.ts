import type { Message } from "../../../world/entities.ts";
import type { World } from "../../../world/world.ts";

/** Up to so many messages of the same thread that came before one, oldest first. */
export const earlierIn = ({ tables }: World, message: Message, most: number): readonly Message[] => {
  const thread = tables.messages.by("conversation", message.conversationId ?? "");
  const place = thread.lastIndexOf(message);
  return thread.slice(Math.max(0, place - most), Math.max(0, place));
};
