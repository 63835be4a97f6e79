import { RingbackError } from "../../../kernel/errors.ts";
import type { Message } from "../../../world/entities.ts";
import type { World } from "../../../world/world.ts";

/** The message of an account that a reply names. Throws `not_found`. */
export const findParent = (
  { tables }: World,
  accountId: string,
  replyToId: string | undefined,
): Message | undefined => {
  if (replyToId === undefined) return undefined;
  const parent = tables.messages.get(replyToId);
  const owner = tables.phoneNumbers.get(parent?.numberId ?? "")?.accountId;
  if (parent !== undefined && owner === accountId) return parent;
  throw new RingbackError("not_found", `This account has no message ${replyToId} to reply to.`, {
    resource: "message",
    id: replyToId,
    says: "Reply target not found.",
  });
};
