import { RingbackError } from "../../../kernel/errors.ts";
import type { MessageChannel } from "../../../world/entities.ts";
import { countryOfNumber } from "../../numbers/e164.ts";
import type { AgentPhone } from "../agentphone.ts";
import type { TextTarget } from "./read-target.ts";

/** Where AgentPhone sends those who have not registered. */
const registrationLink = "https://agentphone.ai/registration";

/** Throws `sender_unregistered` for SMS and MMS to the United States from an account that is to register first. */
export const requireRegistration = (
  phone: AgentPhone,
  accountId: string,
  channel: MessageChannel,
  target: TextTarget,
): void => {
  if (channel === "imessage" || !phone.profiles.of(accountId).requireRegistration) return;
  if (phone.registrations.isApproved(accountId) || !isAmerican(target)) return;
  throw new RingbackError(
    "sender_unregistered",
    "SMS to the United States needs an approved 10DLC registration: POST /v1/register makes one.",
    {
      says: `Outbound SMS to the United States requires 10DLC registration. Register at ${registrationLink}`,
      link: registrationLink,
    },
  );
};

const isAmerican = (target: TextTarget): boolean => {
  if (target.kind === "short_code") return true;
  if (target.kind !== "phone" || !target.value.startsWith("+1")) return false;
  return countryOfNumber(target.value) !== "CA";
};
