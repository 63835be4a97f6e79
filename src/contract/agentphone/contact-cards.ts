import * as z from "zod";
import { agentphone, perDay, perMinute } from "./declare.ts";
import { idText, timeText } from "./fields.ts";

const cardText = (longest: number) => z.string().max(longest).nullish();

const card = () =>
  z.strictObject({
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    displayName: z.string().nullable(),
    hasAvatar: z.boolean(),
  });

const ofNumber = { number_id: idText() };
const path = "/v1/numbers/:number_id/contact-card";

/** The operations of AgentPhone: the cards of numbers, and what other numbers can be sent. */
export const contactCardsOperations = {
  "agentphone.contactCards.get": agentphone({
    name: "agentphone.contactCards.get",
    summary: "Answers the card that a number on iMessage shows of itself.",
    effect: "read",
    actsFor: ["number_id"],
    input: () => z.object(ofNumber),
    output: card,
    rest: { method: "GET", path, success: 200 },
    errors: ["not_found", "not_possible", "already_released"],
  }),
  "agentphone.contactCards.put": agentphone({
    name: "agentphone.contactCards.put",
    summary: "Sets the card of a number on iMessage whole: what is not said is not on it.",
    effect: "write",
    actsFor: ["number_id"],
    input: () =>
      z.object({
        ...ofNumber,
        firstName: cardText(200),
        lastName: cardText(200),
        displayName: cardText(200),
        avatarUrl: cardText(2048),
      }),
    output: card,
    rest: { method: "PUT", path, success: 200 },
    errors: ["not_found", "not_possible", "already_released"],
  }),
  "agentphone.contactCards.delete": agentphone({
    name: "agentphone.contactCards.delete",
    summary: "Removes the card of a number, if it has one.",
    effect: "write",
    actsFor: ["number_id"],
    input: () => z.object(ofNumber),
    output: () => z.strictObject({}),
    rest: { method: "DELETE", path, success: 204 },
    errors: ["not_found"],
  }),
  "agentphone.contacts.capabilities": agentphone({
    name: "agentphone.contacts.capabilities",
    summary: "Says whether a number has iMessage, asked over an iMessage line of the account.",
    effect: "read",
    input: () => z.object({ phone_number: z.string().min(1).max(64) }),
    output: () =>
      z.strictObject({
        phoneNumber: z.string(),
        capabilities: z.strictObject({ imessage: z.boolean(), sms: z.boolean() }),
        checkedAt: timeText(),
      }),
    rateLimits: [perMinute(60), perDay(1000)],
    rest: {
      method: "GET",
      path: "/v1/contacts/capabilities",
      success: 200,
      query: { phone_number: "text" },
    },
    errors: ["not_possible"],
  }),
};
