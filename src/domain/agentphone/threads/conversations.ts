import { RingbackError } from "../../../kernel/errors.ts";
import type { JsonObject } from "../../../kernel/json.ts";
import type { PhoneNumber } from "../../../world/agentphone-entities.ts";
import type { Conversation } from "../../../world/thread-entities.ts";
import type { Message } from "../../../world/entities.ts";
import type { World } from "../../../world/world.ts";
import type { AgentPhone, PhoneCore } from "../agentphone.ts";
import { canIMessage } from "../texts/choose-channel.ts";
import { newestPage, type Page, timePage, type TimeBounds } from "../paging.ts";

/** What may be changed of a thread; what is undefined stays. */
export interface ConversationChange {
  readonly metadata?: JsonObject | null | undefined;
  /** Of groups only. */
  readonly groupName?: string | null | undefined;
}

type PlacePage = { readonly limit: number; readonly offset?: number | undefined };

const longestPreview = 100;

/** The threads of numbers with whoever texts them. */
export class Conversations {
  readonly #world: World;
  readonly #phone: AgentPhone;

  constructor({ world }: PhoneCore, phone: AgentPhone) {
    this.#world = world;
    this.#phone = phone;
  }

  /** The thread of a number with a participant; the first message between the two makes it. SMS and iMessage share one. */
  open(number: PhoneNumber, participant: string, channel: string): Conversation {
    const { tables, clock } = this.#world;
    const [thread] = tables.conversations.by("thread", `${number.id} ${participant}`);
    if (thread !== undefined) return thread;
    const now = clock.now();
    return tables.conversations.insert({
      id: this.#phone.profiles.nextId(number.accountId, "conv"),
      accountId: number.accountId,
      agentId: number.agentId,
      numberId: number.id,
      phoneNumber: number.phoneNumber,
      participant,
      channel,
      isGroup: false,
      groupId: null,
      groupName: null,
      groupIconUrl: null,
      participants: [],
      lastMessageAt: now,
      lastMessagePreview: "",
      messageCount: 0,
      metadata: null,
      background: null,
      createdAt: now,
      sentSinceInbound: 0,
    });
  }

  /** Notes in a thread that a message was sent or received in it: it is the account's latest one now. */
  note(conversation: Conversation, message: Message): void {
    const { conversations } = this.#world.tables;
    const inbound = message.direction !== "outbound";
    conversations.update(conversation.id, {
      lastMessageAt: message.receivedAt,
      lastMessagePreview: previewOf(message.body),
      messageCount: conversation.messageCount + 1,
      channel: message.channel ?? "sms",
      agentId: this.agentOf(conversation),
      ...(inbound
        ? { lastInboundAt: message.receivedAt, sentSinceInbound: 0 }
        : { sentSinceInbound: conversation.sentSinceInbound + 1 }),
    });
    conversations.touch(conversation.id);
  }

  /** Whose thread it is: that of the number's agent, and after the number was released of who had it last. */
  agentOf({ numberId, agentId }: Conversation): string | null {
    const number = this.#world.tables.phoneNumbers.get(numberId);
    return number?.status === "active" ? number.agentId : agentId;
  }

  /** An account's threads, the one with the latest message first. */
  list(accountId: string, page: PlacePage): Page<Conversation> {
    return newestPage(this.#world.tables.conversations.by("account", accountId), page);
  }

  /** The same of one agent's numbers. Throws `not_found`. */
  listOfAgent(accountId: string, agentId: string, page: PlacePage): Page<Conversation> {
    const { id } = this.#phone.agents.get(accountId, agentId);
    const all = this.#world.tables.conversations.by("account", accountId);
    return newestPage(
      all.filter((conversation) => this.agentOf(conversation) === id),
      page,
    );
  }

  /** Throws `not_found` for a thread that the account does not have. */
  get(accountId: string, id: string): Conversation {
    const conversation = this.#world.tables.conversations.get(id);
    if (conversation?.accountId === accountId) return conversation;
    throw new RingbackError("not_found", `This account has no conversation ${id}.`, {
      resource: "conversation",
      id,
      says: "Conversation not found.",
    });
  }

  /** The messages of a thread within bounds, newest first. */
  messages({ id }: Conversation, bounds: TimeBounds): Omit<Page<Message>, "total"> {
    const all = this.#world.tables.messages.by("conversation", id);
    return timePage(all, bounds, ({ receivedAt }) => receivedAt);
  }

  /** Which channels the one person on the other side of a thread can be reached by. */
  capabilities({ participant }: Conversation): { readonly imessage: boolean; readonly sms: boolean } {
    const texts = this.#world.tables.lines.get(participant)?.capabilities.includes("sms") ?? true;
    return {
      imessage: canIMessage(this.#world, participant),
      sms: texts && !participant.includes("@"),
    };
  }

  /** What a message answers, inline. */
  parentOf({ replyToId }: Message): Message | undefined {
    return replyToId === undefined ? undefined : this.#world.tables.messages.get(replyToId);
  }

  /** Replaces a thread's metadata whole, or renames a group; the name of a thread with one person is passed over. */
  change(accountId: string, id: string, { metadata, groupName }: ConversationChange): Conversation {
    const conversation = this.get(accountId, id);
    const changes = {
      ...(metadata !== undefined && { metadata }),
      ...(groupName !== undefined && conversation.isGroup && { groupName: groupName || null }),
    };
    const fields = Object.keys(changes);
    if (fields.length === 0) return conversation;
    const changed = this.#world.tables.conversations.update(id, changes);
    this.#world.announce("conversation.changed", {
      line: conversation.phoneNumber,
      conversationId: id,
      fields: fields.join(" "),
    });
    return changed;
  }
}

/** The beginning of a text, with no half of a character at its end. */
const previewOf = (body: string): string =>
  body.length <= longestPreview ? body : body.slice(0, longestPreview).replace(/[\uD800-\uDBFF]$/, "");
