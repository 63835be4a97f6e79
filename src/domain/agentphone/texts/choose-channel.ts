import type { PhoneNumber } from "../../../world/agentphone-entities.ts";
import type { MessageChannel } from "../../../world/entities.ts";
import type { World } from "../../../world/world.ts";

/** What a text between a number and somebody travels as: iMessage when both sides can, else MMS with media, else SMS. */
export const chooseChannel = (
  world: World,
  number: PhoneNumber,
  other: string,
  hasMedia: boolean,
): MessageChannel => {
  if (number.type === "imessage" && canIMessage(world, other)) return "imessage";
  return hasMedia ? "mms" : "sms";
};

/** Whether somebody has iMessage: who writes from an Apple ID, people who were said to, and lines of that type. */
export const canIMessage = ({ tables }: World, other: string): boolean =>
  other.includes("@") ||
  tables.people.get(other)?.imessage === true ||
  tables.phoneNumbers.by("active", other)[0]?.type === "imessage";
