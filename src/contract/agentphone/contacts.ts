import * as z from "zod";
import { agentphone } from "./declare.ts";
import { idText, page, pageOf, pageQuery, timeText } from "./fields.ts";

const contact = () =>
  z.strictObject({
    id: z.string(),
    phoneNumber: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    notes: z.string().nullable(),
    createdAt: timeText(),
    updatedAt: timeText(),
  });

const spelledNumber = () => z.string().min(1).max(64);
const contactName = () => z.string().min(1).max(200);
const further = () => ({ email: z.string().max(320).nullish(), notes: z.string().max(10_000).nullish() });
const ofContact = () => z.object({ contact_id: idText() });

/** The operations of AgentPhone: contacts. */
export const contactsOperations = {
  "agentphone.contacts.list": agentphone({
    name: "agentphone.contacts.list",
    summary: "Lists an account's address book, newest first, or those whose name or number holds a text.",
    effect: "read",
    input: () => z.object({ ...page(200), search: z.string().max(200).nullish() }),
    output: () => pageOf(contact()),
    rest: {
      method: "GET",
      path: "/v1/contacts",
      success: 200,
      query: { ...pageQuery, search: "text" },
    },
  }),
  "agentphone.contacts.create": agentphone({
    name: "agentphone.contacts.create",
    summary: "Puts somebody into the address book. Numbers are kept in E.164 form; each is there once.",
    effect: "write",
    input: () => z.object({ phoneNumber: spelledNumber(), name: contactName(), ...further() }),
    output: contact,
    rest: { method: "POST", path: "/v1/contacts", success: 201 },
    errors: ["already_exists"],
  }),
  "agentphone.contacts.get": agentphone({
    name: "agentphone.contacts.get",
    summary: "Reads one contact.",
    effect: "read",
    actsFor: ["contact_id"],
    input: ofContact,
    output: contact,
    rest: { method: "GET", path: "/v1/contacts/:contact_id", success: 200 },
    errors: ["not_found"],
  }),
  "agentphone.contacts.update": agentphone({
    name: "agentphone.contacts.update",
    summary: "Changes what is said of a contact. Null takes an email address or notes away.",
    effect: "write",
    actsFor: ["contact_id"],
    input: () =>
      ofContact().extend({
        phoneNumber: spelledNumber().nullish(),
        name: contactName().nullish(),
        ...further(),
      }),
    output: contact,
    rest: { method: "PATCH", path: "/v1/contacts/:contact_id", success: 200 },
    errors: ["not_found", "already_exists"],
  }),
  "agentphone.contacts.delete": agentphone({
    name: "agentphone.contacts.delete",
    summary: "Takes somebody out of the address book.",
    effect: "write",
    actsFor: ["contact_id"],
    input: ofContact,
    output: () => z.strictObject({}),
    rest: { method: "DELETE", path: "/v1/contacts/:contact_id", success: 204 },
    errors: ["not_found"],
  }),
};
