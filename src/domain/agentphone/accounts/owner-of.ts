import type { World } from "../../../world/world.ts";

type FindOwner = (tables: World["tables"], value: string) => string | undefined;

const ofAgent: FindOwner = ({ phoneAgents }, id) => phoneAgents.get(id)?.accountId;
const ofNumber: FindOwner = ({ phoneNumbers }, id) => phoneNumbers.get(id)?.accountId;

/** Whose the thing is that a field of a request names, by the field's name on the wire. */
const owners: Readonly<Record<string, FindOwner>> = {
  agent_id: ofAgent,
  agentId: ofAgent,
  number_id: ofNumber,
  from_number: ({ phoneNumbers }, e164) => phoneNumbers.by("active", e164)[0]?.accountId,
  conversation_id: ({ conversations }, id) => conversations.get(id)?.accountId,
  message_id: (tables, id) => ofNumber(tables, tables.messages.get(id)?.numberId ?? ""),
  call_id: ({ calls }, id) => calls.get(id)?.accountId,
  contact_id: ({ contacts }, id) => contacts.get(id)?.accountId,
  verification_id: ({ verifications }, id) => verifications.get(id)?.accountId,
};

/** The account that has what a field of a request names; undefined for what is nobody's. */
export const ownerOf = ({ tables }: World, field: string, value: string): string | undefined =>
  owners[field]?.(tables, value);
