import type { ArrivingMessage, ArrivingReaction, MessageOutcome } from "../../../carriers/carrier.ts";
import type { Message, MessageReaction } from "../../../world/entities.ts";
import type { World } from "../../../world/world.ts";
import type { AgentPhone, PhoneCore } from "../agentphone.ts";
import { type Page, type TimeBounds, timePage } from "../paging.ts";
import { Groups } from "./groups.ts";
import { OptOuts } from "./opt-outs.ts";
import { Reactions } from "./reactions.ts";
import { Receiving } from "./receiving.ts";
import { Sending, type SentText } from "./sending.ts";
import type { TextRequest } from "./text-request.ts";

/** What is texted from and to the numbers of AgentPhone. */
export class Texts {
  readonly #world: World;
  readonly #phone: AgentPhone;
  readonly #sending: Sending;
  readonly #receiving: Receiving;
  readonly #reactions: Reactions;

  constructor(core: PhoneCore, phone: AgentPhone) {
    this.#world = core.world;
    this.#phone = phone;
    const optOuts = new OptOuts(core.world);
    const groups = new Groups(core.world, phone);
    this.#sending = new Sending(core, phone, optOuts, groups);
    this.#receiving = new Receiving(core.world, phone, optOuts, groups);
    this.#reactions = new Reactions(core, phone);
  }

  /** Sends a text. The row is the sender's leg of it; whether it could be threaded under its parent is said beside. */
  send(accountId: string, request: TextRequest): Promise<SentText> {
    return this.#sending.send(accountId, request);
  }

  /** Keeps a text that reached a number of AgentPhone's, and tells the webhook. */
  receive(text: ArrivingMessage): Message {
    return this.#receiving.receive(text);
  }

  /**
   * What became of a text that was sent, by the network or as somebody was told to say. The first report counts: answers
   * whether this one did.
   */
  report(id: string, outcome: MessageOutcome, by: "network" | "told" = "network"): boolean {
    const { messages } = this.#world.tables;
    const message = messages.get(id);
    if (message?.status !== "sent" || (by === "network" && message.awaitsReceipt === true)) return false;
    const { lineId: line, from, to } = message;
    if (outcome.status === "delivered") {
      messages.update(id, { status: "delivered" });
      this.#world.announce("message.delivered", { line, from, to, messageId: id });
      return true;
    }
    const { status, why, errorCode } = outcome;
    messages.update(id, { status, failure: why });
    const told = errorCode === undefined ? {} : { errorCode };
    this.#world.announce("message.failed", { line, from, to, messageId: id, why, ...told });
    return true;
  }

  /** A line reacts to a message. */
  react(
    accountId: string,
    messageId: string,
    reaction: string,
  ): { message: Message; reaction: MessageReaction } {
    return this.#reactions.send(accountId, messageId, reaction);
  }

  /** Somebody reacts to a message of a line. */
  receiveReaction(reaction: ArrivingReaction): MessageReaction {
    return this.#reactions.receive(reaction);
  }

  /** The texts of a number, newest first. Throws `not_found`. */
  list(accountId: string, numberId: string, bounds: TimeBounds): Omit<Page<Message>, "total"> {
    const { id } = this.#phone.numbers.get(accountId, numberId);
    return timePage(this.#world.tables.messages.by("number", id), bounds, ({ receivedAt }) => receivedAt);
  }
}
