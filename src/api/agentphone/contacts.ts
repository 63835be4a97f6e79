import type { contactsOperations } from "../../contract/agentphone/contacts.ts";
import { toMillisecondText } from "../../kernel/time-text.ts";
import type { Contact } from "../../world/thread-entities.ts";
import type { HandlersOf } from "../context.ts";

export const contactsHandlers: HandlersOf<typeof contactsOperations> = {
  "agentphone.contacts.list": ({ limit = 50, offset, search }, { running, caller }) => {
    const query = { limit, offset, search: search ?? undefined };
    const { rows, ...page } = running.domain.agentphone.contacts.list(caller.accountId, query);
    return { data: rows.map(writeContact), ...page };
  },
  "agentphone.contacts.create": async (wish, { running, caller }) =>
    writeContact(await running.domain.agentphone.contacts.create(caller.accountId, wish)),
  "agentphone.contacts.get": ({ contact_id: id }, { running, caller }) =>
    writeContact(running.domain.agentphone.contacts.get(caller.accountId, id)),
  "agentphone.contacts.update": async ({ contact_id: id, ...change }, { running, caller }) =>
    writeContact(await running.domain.agentphone.contacts.change(caller.accountId, id, change)),
  "agentphone.contacts.delete": ({ contact_id: id }, { running, caller }) => {
    running.domain.agentphone.contacts.remove(caller.accountId, id);
    return {};
  },
};

const writeContact = ({ id, phoneNumber, name, email, notes, createdAt, updatedAt }: Contact) => ({
  id,
  phoneNumber,
  name,
  email,
  notes,
  createdAt: toMillisecondText(createdAt),
  updatedAt: toMillisecondText(updatedAt),
});
