import { RingbackError } from "../../../kernel/errors.ts";
import type { PhoneNumber } from "../../../world/agentphone-entities.ts";
import type { Conversation } from "../../../world/thread-entities.ts";
import type { World } from "../../../world/world.ts";
import type { AgentPhone } from "../agentphone.ts";

const dayMs = 86_400_000;

/** The limits on texting people who do not answer. Only `coldPerDay` and `freeMs` are published; the rest are guesses. */
const sendingLimits = {
  /** People a line may write to first, a day. */
  coldPerDay: 50,
  /** Texts a line may send a day to people who have not written within `freeMs`. */
  outboundPerDay: 200,
  /** Texts to somebody who has never answered. */
  awaitingReply: 3,
  /** Texts in a row to somebody who has answered before. */
  streak: 10,
  /** How long after somebody's last text they may be texted at all. */
  activeMs: 30 * dayMs,
  freeMs: dayMs,
} as const;

/** Holds an account to the limits of iMessage lines, where its profile wants that. */
export class SendingLimits {
  readonly #world: World;
  readonly #phone: AgentPhone;

  constructor(world: World, phone: AgentPhone) {
    this.#world = world;
    this.#phone = phone;
  }

  /** Counts an iMessage that is about to leave. Throws `sending_limited`; no such limit lifts by asking again soon. */
  pass(number: PhoneNumber, conversation: Conversation | undefined): void {
    if (!this.#phone.profiles.of(number.accountId).sendingLimits) return;
    const now = this.#world.clock.now();
    if (conversation !== undefined) this.#passThread(conversation, now);
    const last = conversation?.lastInboundAt;
    if (last !== undefined && now - last <= sendingLimits.freeMs) return;
    if (conversation === undefined) {
      this.#take(`cold ${number.id}`, sendingLimits.coldPerDay, () =>
        refuse("NEW_CONVERSATION_LIMIT_REACHED", "New conversation limit reached for this line today."),
      );
    }
    this.#take(`outbound ${number.id}`, sendingLimits.outboundPerDay, () =>
      refuse("OUTBOUND_LIMIT_REACHED", "Outbound message limit reached for this line today."),
    );
  }

  #passThread({ lastInboundAt, sentSinceInbound }: Conversation, now: number): void {
    if (lastInboundAt === undefined) {
      if (sentSinceInbound < sendingLimits.awaitingReply) return;
      throw refuse("CONVERSATION_AWAITING_REPLY", "This conversation is waiting for the recipient to reply.");
    }
    if (now - lastInboundAt > sendingLimits.activeMs) {
      throw refuse(
        "CONVERSATION_INACTIVE",
        "This conversation is inactive: the recipient has not written lately.",
      );
    }
    if (sentSinceInbound < sendingLimits.streak) return;
    throw refuse(
      "CONVERSATION_STREAK_LIMIT",
      "Too many messages in a row without a reply from the recipient.",
    );
  }

  #take(id: string, most: number, refusal: () => RingbackError): void {
    const { tables, clock } = this.#world;
    const startedAt = Math.floor(clock.now() / dayMs) * dayMs;
    const row = tables.rateWindows.get(id) ?? tables.rateWindows.insert({ id, startedAt, count: 0 });
    const count = row.startedAt === startedAt ? row.count : 0;
    if (count >= most) throw refusal();
    tables.rateWindows.update(id, { startedAt, count: count + 1 });
  }
}

const refuse = (apiCode: string, says: string): RingbackError =>
  new RingbackError("sending_limited", says, { apiCode, says });
