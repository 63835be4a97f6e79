import type { Carrier, DepartingMessage, MessageOutcome, TextGroup } from "../../../carriers/carrier.ts";
import { RingbackError } from "../../../kernel/errors.ts";
import type { PhoneNumber } from "../../../world/agentphone-entities.ts";
import type { Conversation } from "../../../world/thread-entities.ts";
import type { Message, MessageChannel } from "../../../world/entities.ts";
import type { World } from "../../../world/world.ts";
import { awaitPhoneNumbers } from "../../numbers/e164.ts";
import type { Codes } from "../../people/codes.ts";
import type { AgentPhone, PhoneCore } from "../agentphone.ts";
import { prices } from "../money/ledger.ts";
import { chooseChannel } from "./choose-channel.ts";
import { chooseSender } from "./choose-sender.ts";
import { findParent } from "./find-parent.ts";
import type { Groups } from "./groups.ts";
import type { OptOuts } from "./opt-outs.ts";
import { readTarget, type TextTarget } from "./read-target.ts";
import { requireRegistration } from "./require-registration.ts";
import { segmentsOf } from "./segments-of.ts";
import { SendingLimits } from "./sending-limits.ts";
import { checkTextRequest, refuseRequest, type TextRequest } from "./text-request.ts";

/** What came of a wish to send: the sender's leg, and whether it was to hang under another message and could not. */
export interface SentText {
  readonly message: Message;
  readonly unthreaded: boolean;
}

/** The recipient wants no more texts: what the vendor notes on a text that was sent all the same. */
const optedOut = "The recipient has opted out of messages from this number.";

/** Sends texts from numbers of AgentPhone's, by the rules of the vendor. */
export class Sending {
  readonly #world: World;
  readonly #phone: AgentPhone;
  readonly #carrier: Carrier;
  readonly #codes: Codes;
  readonly #optOuts: OptOuts;
  readonly #groups: Groups;
  readonly #limits: SendingLimits;

  constructor({ world, carrier, codes }: PhoneCore, phone: AgentPhone, optOuts: OptOuts, groups: Groups) {
    this.#world = world;
    this.#phone = phone;
    this.#carrier = carrier;
    this.#codes = codes;
    this.#optOuts = optOuts;
    this.#groups = groups;
    this.#limits = new SendingLimits(world, phone);
  }

  async send(accountId: string, request: TextRequest): Promise<SentText> {
    checkTextRequest(request);
    const loading = awaitPhoneNumbers();
    if (loading !== undefined) await loading;
    // From here on in one step: nothing that another request does comes between.
    const target = readTarget(request);
    const number = chooseSender(this.#world, this.#phone, accountId, request);
    const parent = findParent(this.#world, accountId, request.replyToId);
    const channel = this.#channel(number, target, request.mediaUrls.length > 0);
    checkCarousel(request, channel);
    requireRegistration(this.#phone, accountId, channel, target);
    const known = this.#known(number, target);
    this.#phone.ledger.requireBalance(accountId, prices.message);
    if (channel === "imessage") this.#limits.pass(number, known);
    const conversation = known ?? this.#open(number, target, channel);
    const isThreaded =
      channel === "imessage" && parent?.channel === "imessage" && parent.conversationId === conversation.id;
    const message = this.#keep(number, conversation, request, channel, isThreaded ? parent?.id : undefined);
    const departing = this.#departing(message, conversation);
    try {
      if (departing !== undefined) await this.#carrier.sendMessage(departing);
    } catch (error) {
      this.#phone.texts.report(message.id, outcomeOf(error));
      throw error;
    }
    return { message, unthreaded: parent !== undefined && !isThreaded };
  }

  #channel(number: PhoneNumber, target: TextTarget, hasMedia: boolean): MessageChannel {
    if (target.kind !== "group" && target.kind !== "members") {
      const channel = chooseChannel(this.#world, number, target.value, hasMedia);
      if (target.kind !== "email" || channel === "imessage") return channel;
    }
    if (number.type === "imessage") return "imessage";
    throw new RingbackError(
      "not_possible",
      `The number ${number.phoneNumber} is no iMessage number: groups and email addresses need one.`,
      { says: "This recipient can only be reached from an iMessage number." },
    );
  }

  #known(number: PhoneNumber, target: TextTarget): Conversation | undefined {
    if (target.kind === "members") return undefined;
    if (target.kind === "group") return this.#groups.get(number, target.value);
    return this.#world.tables.conversations.by("thread", `${number.id} ${target.value}`)[0];
  }

  #open(number: PhoneNumber, target: TextTarget, channel: MessageChannel): Conversation {
    if (target.kind === "members") return this.#groups.start(number, target.values);
    return this.#phone.conversations.open(number, target.value, channel);
  }

  #keep(
    number: PhoneNumber,
    conversation: Conversation,
    { body, mediaUrls, sendStyle }: TextRequest,
    channel: MessageChannel,
    replyToId: string | undefined,
  ): Message {
    const { id: numberId, accountId, agentId, phoneNumber } = number;
    const segments = segmentsOf(channel, body);
    const message = this.#world.tables.messages.insert({
      id: this.#phone.profiles.nextId(accountId, "msg"),
      lineId: phoneNumber,
      from: phoneNumber,
      to: conversation.participant,
      body,
      receivedAt: this.#world.clock.now(),
      read: true,
      direction: "outbound",
      channel,
      segments,
      status: "sent",
      numberId,
      conversationId: conversation.id,
      ...(mediaUrls.length > 0 && { mediaUrls }),
      ...(conversation.isGroup && { senderIdentifier: phoneNumber }),
      // Effects are iMessage's: on anything else they are dropped.
      ...(sendStyle !== undefined && channel === "imessage" && { sendStyle }),
      ...(replyToId !== undefined && { replyToId }),
    });
    this.#phone.conversations.note(conversation, message);
    const [mediaUrl] = mediaUrls;
    this.#world.announce("message.sent", {
      line: phoneNumber,
      from: phoneNumber,
      to: message.to,
      body,
      channel,
      messageId: message.id,
      conversationId: conversation.id,
      segments,
      ...(mediaUrl !== undefined && { mediaUrl }),
    });
    this.#phone.usage.count({ accountId, numberId, agentId }, { messages: 1, segments });
    this.#phone.ledger.charge(accountId, "message_sent", prices.message, message.id);
    this.#codes.noticeIn(body, (line) => this.#isOf(accountId, line));
    return message;
  }

  #isOf(accountId: string, line: string): boolean {
    return this.#world.tables.lines.get(line)?.accountId === accountId;
  }

  /** What the carrier is to take; undefined where the recipient wants no more texts, which is told at once. */
  #departing(message: Message, conversation: Conversation): DepartingMessage | undefined {
    const { id, from, to, body, channel = "sms", mediaUrls = [] } = message;
    if (channel !== "imessage" && this.#optOuts.has(from, to)) {
      this.#phone.texts.report(id, { status: "failed", why: optedOut, errorCode: "21610" });
      return undefined;
    }
    const group = groupOf(conversation);
    return { id, from, to, body, channel, mediaUrls, ...(group && { group }) };
  }
}

/** What a text came to that the carrier did not take. */
const outcomeOf = (error: unknown): MessageOutcome => {
  const why = error instanceof Error ? error.message : "The carrier did not take it.";
  const errorCode = error instanceof RingbackError ? error.details["errorCode"] : undefined;
  return { status: "failed", why, ...(typeof errorCode === "string" && { errorCode }) };
};

const groupOf = ({ groupId, phoneNumber, participants }: Conversation): TextGroup | undefined =>
  groupId === null
    ? undefined
    : { id: groupId, members: [phoneNumber, ...participants.map(({ identifier }) => identifier)] };

const checkCarousel = ({ body, mediaUrls }: TextRequest, channel: MessageChannel): void => {
  if (channel !== "imessage" || mediaUrls.length < 2 || body === "") return;
  throw refuseRequest("The body must be empty when an image carousel is sent.", "body");
};
