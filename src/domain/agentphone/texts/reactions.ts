import type { ArrivingReaction } from "../../../carriers/carrier.ts";
import { RingbackError } from "../../../kernel/errors.ts";
import { once } from "../../../kernel/once.ts";
import type { Message, MessageReaction } from "../../../world/entities.ts";
import type { PhoneNumber } from "../../../world/agentphone-entities.ts";
import type { World } from "../../../world/world.ts";
import type { AgentPhone, PhoneCore } from "../agentphone.ts";
import { writeReactionNews } from "../webhooks/news/reaction-news.ts";
import { refuseRequest } from "./text-request.ts";

/** The tapbacks that every iMessage line has; any single emoji is one more. */
const tapbacks: readonly string[] = ["love", "like", "dislike", "laugh", "emphasize", "question"];

// Written as text: this flag is newer than what the sources are compiled for. Compiling it takes tens of milliseconds.
const singleEmoji = once(() => new RegExp(String.raw`^\p{RGI_Emoji}$`, "v"));

/** Tapbacks on messages, in either direction. */
export class Reactions {
  readonly #world: World;
  readonly #phone: AgentPhone;

  constructor({ world }: PhoneCore, phone: AgentPhone) {
    this.#world = world;
    this.#phone = phone;
  }

  /** A line reacts to a message of one of its threads. Throws `not_found`, and `not_possible` off iMessage. */
  send(
    accountId: string,
    messageId: string,
    reactionType: string,
  ): { message: Message; reaction: MessageReaction } {
    const { message, number } = this.#find(messageId);
    if (message === undefined || number?.accountId !== accountId) throw noSuchMessage(messageId);
    requireReaction(reactionType);
    requireIMessage(message);
    this.#requireAble(accountId, reactionType);
    const reaction = this.#note(number, message, number.phoneNumber, reactionType, "outbound");
    this.#world.announce("reaction.sent", {
      line: number.phoneNumber,
      to: otherEnd(message, number),
      messageId,
      reaction: reactionType,
    });
    const { otherLegId } = message;
    if (otherLegId !== undefined) {
      this.receive({ from: number.phoneNumber, messageId: otherLegId, reaction: reactionType });
    }
    return { message, reaction };
  }

  /** Somebody reacts to a message of a line, and the webhook is told. */
  receive({ from, messageId, reaction: reactionType }: ArrivingReaction): MessageReaction {
    const { message, number } = this.#find(messageId);
    if (message === undefined || number === undefined) throw noSuchMessage(messageId);
    requireReaction(reactionType);
    requireIMessage(message);
    const { accountId, agentId, phoneNumber } = number;
    const reaction = this.#note(number, message, from, reactionType, "inbound");
    this.#world.announce("reaction.received", { line: phoneNumber, from, messageId, reaction: reactionType });
    this.#phone.deliveries.queue({
      accountId,
      agentId,
      event: "agent.reaction",
      channel: "imessage",
      messageId,
      lane: message.conversationId ?? messageId,
      payload: () => writeReactionNews(message, reaction, agentId),
    });
    return reaction;
  }

  #requireAble(accountId: string, reaction: string): void {
    if (tapbacks.includes(reaction) || this.#phone.profiles.of(accountId).emojiReactions) return;
    throw new RingbackError(
      "not_possible",
      `The account's profile has lines that send no emoji (emojiReactions): ${tapbacks.join(", ")} they can.`,
      { says: "This line does not support emoji reactions. Upgrade the line, or use a standard tapback." },
    );
  }

  /** Everybody has one tapback on a message: a second takes the place of the first. */
  #note(
    { accountId }: PhoneNumber,
    message: Message,
    fromNumber: string,
    reactionType: string,
    direction: MessageReaction["direction"],
  ): MessageReaction {
    const id = this.#phone.profiles.nextId(accountId, "rxn");
    const reaction = { id, reactionType, fromNumber, direction, at: this.#world.clock.now() };
    const others = (message.reactions ?? []).filter((one) => one.fromNumber !== fromNumber);
    this.#world.tables.messages.update(message.id, { reactions: [...others, reaction] });
    return reaction;
  }

  #find(messageId: string): {
    readonly message?: Message | undefined;
    readonly number?: PhoneNumber | undefined;
  } {
    const { messages, phoneNumbers } = this.#world.tables;
    const message = messages.get(messageId);
    return { message, number: phoneNumbers.get(message?.numberId ?? "") };
  }
}

const otherEnd = (
  { from, to, direction, senderIdentifier }: Message,
  { phoneNumber }: PhoneNumber,
): string => (direction === "outbound" ? to : (senderIdentifier ?? (from === phoneNumber ? to : from)));

const requireReaction = (reaction: string): void => {
  if (tapbacks.includes(reaction) || singleEmoji().test(reaction)) return;
  throw refuseRequest(`reaction must be one of ${tapbacks.join(", ")}, or a single emoji.`, "reaction");
};

const requireIMessage = ({ id, channel = "sms" }: Message): void => {
  if (channel === "imessage") return;
  throw new RingbackError("not_possible", `The message ${id} is ${channel}: only iMessages take reactions.`, {
    says: "Reactions are only supported on iMessage.",
  });
};

const noSuchMessage = (id: string): RingbackError =>
  new RingbackError("not_found", `There is no message ${id} to react to.`, {
    resource: "message",
    id,
    says: "Message not found.",
  });
