import type { ArrivingMessage } from "../../carriers/carrier.ts";
import { RingbackError } from "../../kernel/errors.ts";
import type { Message } from "../../world/entities.ts";
import type { World } from "../../world/world.ts";
import type { Lines } from "./lines.ts";

/** The texts that lines received. */
export class Messages {
  readonly #world: World;
  readonly #lines: Lines;

  constructor(world: World, lines: Lines) {
    this.#world = world;
    this.#lines = lines;
  }

  /** Keeps a text that reached a line. Refuses it when the line cannot receive texts. */
  receive({ from, to, body }: ArrivingMessage): Message {
    const line = this.#lines.get(to);
    if (!line.capabilities.includes("sms")) {
      throw new RingbackError(
        "unsupported_configuration",
        `The line ${to} was rented without sms and receives no texts.`,
        {
          field: "capabilities",
          allowed: ["sms"],
        },
      );
    }
    const message = this.#world.tables.messages.insert({
      id: this.#world.nextId("msg"),
      lineId: line.id,
      from,
      to,
      body,
      receivedAt: this.#world.clock.now(),
      read: false,
    });
    this.#world.announce("message.received", {
      line: line.id,
      from,
      to,
      body,
      channel: "sms",
      messageId: message.id,
    });
    return message;
  }

  /** A line's texts, newest first. */
  list(lineId: string, unreadOnly: boolean, limit: number): readonly Message[] {
    return this.#world.tables.messages
      .by(unreadOnly ? "unread" : "line", lineId)
      .slice(-limit)
      .toReversed();
  }

  get(lineId: string, id: string): Message {
    const message = this.#world.tables.messages.get(id);
    if (message?.lineId === lineId && !message.former) return message;
    throw new RingbackError(
      "not_found",
      `This number has no message ${id}. phone_message_list shows what it has.`,
      {
        resource: "message",
        id,
      },
    );
  }

  markRead(message: Message): void {
    if (message.read) return;
    this.#world.tables.messages.update(message.id, { read: true });
    this.#world.announce("message.read", { line: message.lineId, messageId: message.id });
  }
}
