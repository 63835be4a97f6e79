import type { contactTools } from "../../contract/agentphone-tools/contacts.ts";
import type { ContactAnswer, List } from "./answers.ts";
import type { ToolHandlersOf } from "./phone-tool-handler.ts";
import { listed, requireE164 } from "./texts.ts";

/** What the tools for contacts do. */
export const contactToolHandlers: ToolHandlersOf<typeof contactTools> = {
  list_contacts: async ({ search, limit, offset }, ask) => {
    const input = { limit, offset, search: search || undefined };
    const contacts = await ask<List<ContactAnswer>>("agentphone.contacts.list", input);
    return listed(contacts, { noun: "contact(s)", none: "No contacts found.", line: summarise }, true);
  },
  manage_contact: async ({ action, contact_id, phone_number, ...rest }, ask) => {
    if (phone_number) requireE164(phone_number);
    const fields = { phoneNumber: phone_number, ...rest };
    if (action === "create") {
      if (!phone_number || !rest.name) throw new Error("create requires both phone_number and name.");
      return say("created", await ask("agentphone.contacts.create", fields));
    }
    if (!contact_id) throw new Error(`${action} requires contact_id.`);
    if (action === "update")
      return say("updated", await ask("agentphone.contacts.update", { contact_id, ...fields }));
    await ask("agentphone.contacts.delete", { contact_id });
    return `Contact ${contact_id} deleted.`;
  },
};

const summarise = ({ name, phoneNumber, email, id }: ContactAnswer): string =>
  `${name} — ${phoneNumber}${email ? ` <${email}>` : ""} id=${id}`;

const say = (done: string, { name, phoneNumber, id }: ContactAnswer): string =>
  `Contact ${done}: ${name} (${phoneNumber}) id=${id}`;
