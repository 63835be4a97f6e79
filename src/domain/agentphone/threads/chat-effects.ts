import { RingbackError } from "../../../kernel/errors.ts";
import type { Conversation } from "../../../world/thread-entities.ts";
import type { World } from "../../../world/world.ts";
import type { AgentPhone, PhoneCore } from "../agentphone.ts";

/** What iMessage threads have and texts by SMS do not: typing bubbles and wallpapers. */
export class ChatEffects {
  readonly #world: World;
  readonly #phone: AgentPhone;

  constructor({ world }: PhoneCore, phone: AgentPhone) {
    this.#world = world;
    this.#phone = phone;
  }

  /** Shows the other side that something is being typed. Throws `not_possible` on SMS. */
  showTyping(accountId: string, id: string): Conversation {
    const conversation = this.#iMessageThread(accountId, id, "Typing indicators");
    const { phoneNumber, participant } = conversation;
    this.#world.announce("typing.sent", { line: phoneNumber, to: participant, conversationId: id });
    return conversation;
  }

  /** Gives a thread a wallpaper, and says whether that is another one than before. Throws `not_possible` on SMS and in groups. */
  setBackground(
    accountId: string,
    id: string,
    url: string,
  ): { readonly conversation: Conversation; readonly changed: boolean } {
    const conversation = this.#threadWithOne(accountId, id);
    if (conversation.background?.url === url) return { conversation, changed: false };
    const version = (conversation.backgroundsSet ?? 0) + 1;
    const background = { id: this.#phone.profiles.nextId(accountId, "bg"), version, url };
    this.#change(conversation, { background, backgroundsSet: version });
    return { conversation, changed: true };
  }

  /** Takes a thread's wallpaper away, if it has one. Throws `not_possible` on SMS and in groups. */
  removeBackground(accountId: string, id: string): void {
    const conversation = this.#threadWithOne(accountId, id);
    if (conversation.background !== null) this.#change(conversation, { background: null });
  }

  #change({ id, phoneNumber: line }: Conversation, change: Partial<Omit<Conversation, "id">>): void {
    this.#world.tables.conversations.update(id, change);
    this.#world.announce("conversation.changed", { line, conversationId: id, fields: "background" });
  }

  #threadWithOne(accountId: string, id: string): Conversation {
    const conversation = this.#iMessageThread(accountId, id, "Chat backgrounds");
    if (!conversation.isGroup) return conversation;
    throw notPossible(id, "is a group", "Chat backgrounds are only supported in 1:1 conversations.");
  }

  #iMessageThread(accountId: string, id: string, what: string): Conversation {
    const conversation = this.#phone.conversations.get(accountId, id);
    if (conversation.channel === "imessage") return conversation;
    const says = `${what} are only supported on iMessage conversations.`;
    throw notPossible(id, `goes over ${conversation.channel}`, says);
  }
}

const notPossible = (id: string, why: string, says: string): RingbackError =>
  new RingbackError("not_possible", `The conversation ${id} ${why}. ${says}`, { id, says });
