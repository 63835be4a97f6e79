import type { Call } from "../../../../world/call-entities.ts";
import type { World } from "../../../../world/world.ts";
import type { Turn, TurnHeard, TurnTaker, Voice } from "../../../calls/voice.ts";
import type { AgentPhone } from "../../agentphone.ts";
import { writeVoiceNews } from "../../webhooks/news/voice-news.ts";
import type { WebhookNews } from "../../webhooks/webhook-news.ts";

/** What was heard where nobody has said anything yet. */
const nothingYet: TurnHeard = { text: "", confidence: 0 };

/** Lets the webhook of an agent speak in its calls: each turn of the caller's is told to it, and its answer is spoken. */
export class WebhookVoice implements Voice {
  readonly #world: World;
  readonly #phone: AgentPhone;
  readonly #taker: TurnTaker;

  constructor(world: World, phone: AgentPhone, taker: TurnTaker) {
    this.#world = world;
    this.#phone = phone;
    this.#taker = taker;
  }

  ask({ callId, turn, heard }: Turn): void {
    const call = this.#world.tables.calls.get(callId);
    if (call === undefined) return;
    const { voiceOddities } = this.#phone.profiles.of(call.accountId ?? "");
    if (turn === 1 && voiceOddities.includes("empty-first-turn")) {
      this.#phone.deliveries.queue(this.#newsOf(call, turn, nothingYet, true));
    }
    const queued = this.#phone.deliveries.queue(this.#newsOf(call, turn, heard, false));
    if (queued === undefined) this.#taker.reply(callId, turn, {}, true, "The agent has no webhook.");
  }

  #newsOf(call: Call, turn: number, heard: TurnHeard, opening: boolean): WebhookNews {
    const { id, accountId = "", agentId = null } = call;
    const at = this.#world.clock.now();
    return {
      accountId,
      agentId,
      event: "agent.message",
      channel: "voice",
      messageId: null,
      lane: id,
      voice: { callId: id, turn, ...(opening && { opening }) },
      payload: (contextLimit) => writeVoiceNews({ call, heard, at, contextLimit }),
    };
  }
}
