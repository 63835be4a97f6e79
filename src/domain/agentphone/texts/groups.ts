import { RingbackError } from "../../../kernel/errors.ts";
import type { PhoneNumber } from "../../../world/agentphone-entities.ts";
import type { Conversation, GroupMember } from "../../../world/thread-entities.ts";
import type { World } from "../../../world/world.ts";
import type { AgentPhone } from "../agentphone.ts";

/** The iMessage groups that numbers are in: each number has a thread of its own for a group. */
export class Groups {
  readonly #world: World;
  readonly #phone: AgentPhone;

  constructor(world: World, phone: AgentPhone) {
    this.#world = world;
    this.#phone = phone;
  }

  /** Starts a group of a number and others. */
  start(number: PhoneNumber, others: readonly string[]): Conversation {
    return this.join(number, this.#phone.profiles.nextId(number.accountId, "grp"), others);
  }

  /** The thread that a number has for a group. Throws `not_found`. */
  get(number: PhoneNumber, groupId: string): Conversation {
    const thread = this.find(number, groupId);
    if (thread !== undefined) return thread;
    throw new RingbackError("not_found", `The number ${number.phoneNumber} is in no group ${groupId}.`, {
      resource: "group",
      id: groupId,
      says: "Group not found.",
    });
  }

  find(number: PhoneNumber, groupId: string): Conversation | undefined {
    return this.#world.tables.conversations
      .by("group", groupId)
      .find(({ numberId }) => numberId === number.id);
  }

  /** Takes a number into a group with these others. */
  join(number: PhoneNumber, groupId: string, others: readonly string[]): Conversation {
    const now = this.#world.clock.now();
    return this.#world.tables.conversations.insert({
      id: this.#phone.profiles.nextId(number.accountId, "conv"),
      accountId: number.accountId,
      agentId: number.agentId,
      numberId: number.id,
      phoneNumber: number.phoneNumber,
      participant: groupId,
      channel: "imessage",
      isGroup: true,
      groupId,
      groupName: null,
      groupIconUrl: null,
      participants: others.map((identifier) => this.#member(number.accountId, identifier)),
      lastMessageAt: now,
      lastMessagePreview: "",
      messageCount: 0,
      metadata: null,
      background: null,
      createdAt: now,
      sentSinceInbound: 0,
    });
  }

  #member(accountId: string, identifier: string): GroupMember {
    const contact = this.#phone.contacts.find(accountId, identifier);
    return { identifier, name: contact?.name ?? null };
  }
}
