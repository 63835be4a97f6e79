import type { ArrivingMessage } from "../../../carriers/carrier.ts";
import { RingbackError } from "../../../kernel/errors.ts";
import type { PhoneNumber } from "../../../world/agentphone-entities.ts";
import type { Conversation } from "../../../world/thread-entities.ts";
import type { Message, MessageChannel } from "../../../world/entities.ts";
import type { World } from "../../../world/world.ts";
import type { AgentPhone } from "../agentphone.ts";
import { prices } from "../money/ledger.ts";
import { writeMessageNews } from "../webhooks/news/message-news.ts";
import { canIMessage } from "./choose-channel.ts";
import { earlierIn } from "./earlier-in.ts";
import type { Groups } from "./groups.ts";
import type { OptOuts } from "./opt-outs.ts";
import { segmentsOf } from "./segments-of.ts";

/** Keeps the texts that reach numbers of AgentPhone's, and has the webhooks told. */
export class Receiving {
  readonly #world: World;
  readonly #phone: AgentPhone;
  readonly #optOuts: OptOuts;
  readonly #groups: Groups;

  constructor(world: World, phone: AgentPhone, optOuts: OptOuts, groups: Groups) {
    this.#world = world;
    this.#phone = phone;
    this.#optOuts = optOuts;
    this.#groups = groups;
  }

  /** A text arrives. Several pictures of an iMessage arrive one by one; then the last of these is answered. */
  receive(text: ArrivingMessage): Message {
    const number = this.#numberOf(text.to);
    const channel = this.#channel(number, text);
    const conversation = this.#thread(number, text, channel);
    const { mediaUrls = [] } = text;
    const [first, ...others] = mediaUrls;
    if (channel !== "imessage" || first === undefined || others.length === 0) {
      return this.#keep(number, conversation, text, channel, mediaUrls);
    }
    let last = this.#keep(number, conversation, text, channel, [first]);
    for (const url of others) last = this.#keep(number, conversation, { ...text, body: "" }, channel, [url]);
    return last;
  }

  #keep(
    number: PhoneNumber,
    conversation: Conversation,
    { from, to, body, sentAs, unheard }: ArrivingMessage,
    channel: MessageChannel,
    mediaUrls: readonly string[],
  ): Message {
    const { tables, clock } = this.#world;
    const message = tables.messages.insert({
      id: this.#phone.profiles.nextId(number.accountId, "msg"),
      lineId: number.phoneNumber,
      from,
      to,
      body,
      receivedAt: clock.now(),
      // Nobody marks texts read at AgentPhone.
      read: true,
      direction: "inbound",
      channel,
      segments: segmentsOf(channel, body),
      numberId: number.id,
      conversationId: conversation.id,
      ...(mediaUrls.length > 0 && { mediaUrls }),
      ...(conversation.isGroup && { senderIdentifier: from }),
    });
    if (sentAs !== undefined && !conversation.isGroup) this.#tie(message, sentAs);
    this.#phone.conversations.note(conversation, message);
    const [mediaUrl] = mediaUrls;
    this.#world.announce("message.received", {
      line: number.phoneNumber,
      from,
      to,
      body,
      channel,
      messageId: message.id,
      conversationId: conversation.id,
      ...(mediaUrl !== undefined && { mediaUrl }),
    });
    this.#account(number, message);
    const isOptOutWord = this.#optOuts.heed(number.phoneNumber, from, body, channel);
    const isTold =
      unheard !== true && (!isOptOutWord || this.#phone.profiles.of(number.accountId).stopReachesWebhook);
    if (isTold) this.#tell(number, conversation, message);
    return message;
  }

  /** Each end knows the other's leg, so that a tapback finds its way back. */
  #tie(message: Message, sentAs: string): void {
    const { messages } = this.#world.tables;
    if (messages.get(sentAs) === undefined) return;
    messages.update(sentAs, { otherLegId: message.id });
    messages.update(message.id, { otherLegId: sentAs });
  }

  #account({ id, accountId, agentId }: PhoneNumber, message: Message): void {
    this.#phone.usage.count(
      { accountId, numberId: id, agentId },
      { messages: 1, segments: message.segments ?? 0 },
    );
    this.#phone.ledger.charge(accountId, "message_received", prices.message, message.id);
  }

  #tell({ accountId, agentId }: PhoneNumber, conversation: Conversation, message: Message): void {
    const contact = this.#phone.contacts.find(accountId, message.from);
    this.#phone.deliveries.queue({
      accountId,
      agentId,
      event: "agent.message",
      channel: message.channel ?? "sms",
      messageId: message.id,
      lane: conversation.id,
      payload: (contextLimit) => {
        const history = earlierIn(this.#world, message, contextLimit);
        return writeMessageNews({ message, conversation, contact, agentId, history });
      },
    });
  }

  #thread(number: PhoneNumber, text: ArrivingMessage, channel: MessageChannel): Conversation {
    const { from, groupId, groupMembers } = text;
    if (groupId === undefined) return this.#phone.conversations.open(number, from, channel);
    const known = this.#groups.find(number, groupId);
    if (known === undefined && groupMembers !== undefined) {
      const others = groupMembers.filter((member) => member !== number.phoneNumber);
      return this.#groups.join(number, groupId, others);
    }
    const group = known ?? this.#groups.get(number, groupId);
    if (group.participants.some(({ identifier }) => identifier === from)) return group;
    throw new RingbackError(
      "unsupported_configuration",
      `${from} is not in the group ${groupId}: only its members write in it.`,
      { field: "from", allowed: group.participants.map(({ identifier }) => identifier) },
    );
  }

  #channel(number: PhoneNumber, { from, channel, mediaUrls = [], groupId }: ArrivingMessage): MessageChannel {
    const isShortCode = /^\d+$/.test(from);
    const mayIMessage = number.type === "imessage" && !isShortCode;
    const wantsIMessage = channel === "imessage" || groupId !== undefined || from.includes("@");
    if (wantsIMessage && !mayIMessage) {
      throw new RingbackError(
        "unsupported_configuration",
        `The number ${number.phoneNumber} takes no iMessage from ${from}: groups, Apple IDs and iMessages need an iMessage number and no short code.`,
        { field: "channel", allowed: ["sms", "mms"] },
      );
    }
    if (wantsIMessage) return "imessage";
    if (channel === undefined && mayIMessage && canIMessage(this.#world, from)) return "imessage";
    return mediaUrls.length > 0 ? "mms" : (channel ?? "sms");
  }

  #numberOf(line: string): PhoneNumber {
    const number = this.#phone.numbers.ofLine(line);
    if (number !== undefined) return number;
    throw new RingbackError("not_found", `No number of AgentPhone's is ${line}.`, {
      resource: "line",
      id: line,
    });
  }
}
