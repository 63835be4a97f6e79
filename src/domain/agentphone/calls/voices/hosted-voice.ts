import type { JsonObject } from "../../../../kernel/json.ts";
import type { PhoneAgent } from "../../../../world/agentphone-entities.ts";
import type { Call } from "../../../../world/call-entities.ts";
import type { World } from "../../../../world/world.ts";
import type { Turn, TurnTaker, Voice } from "../../../calls/voice.ts";
import type { AgentPhone } from "../../agentphone.ts";
import { fillVariables } from "../hosted/fill-variables.ts";
import { variablesOf } from "../hosted/variables-of.ts";
import { writeVoiceNews } from "../../webhooks/news/voice-news.ts";

/** How long it may take to answer, in seconds, and how much of the call it is told; a webhook's usual values. */
const timeout = 30;
const contextLimit = 50;

/**
 * Lets somebody's own model play hosted agents: each turn of the caller's goes to the account's `hostedVoice` in the
 * form of a voice webhook, with the agent whose part it takes.
 */
export class HostedVoice implements Voice {
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
    const { accountId = "", agentId = null } = call;
    const { hostedVoice: url, hostedVoiceSecret } = this.#phone.profiles.of(accountId);
    if (url === null) return this.#taker.reply(callId, turn, {}, true, "The account has no hostedVoice.");
    const at = this.#world.clock.now();
    const agent = this.#describeAgent(call);
    this.#phone.deliveries.queue(
      {
        accountId,
        agentId,
        event: "agent.message",
        channel: "voice",
        messageId: null,
        lane: callId,
        voice: { callId, turn, hosted: true },
        payload: (limit) => ({ ...writeVoiceNews({ call, heard, at, contextLimit: limit }), agent }),
      },
      { id: "hostedVoice", url, secret: hostedVoiceSecret ?? "", timeout, contextLimit },
    );
  }

  /** Whose part it takes: what the call was placed with goes before what the agent is set to. */
  #describeAgent({ agentId, plan = {} }: Call): JsonObject {
    const agent = this.#world.tables.phoneAgents.get(agentId ?? "");
    return {
      name: agent?.name ?? null,
      systemPrompt: promptOf(agent, plan),
      language: agent?.language ?? null,
      voice: plan["voice"] ?? agent?.voice ?? null,
    };
  }
}

const promptOf = (agent: PhoneAgent | undefined, plan: JsonObject): string | null => {
  const own = plan["systemPrompt"];
  const prompt = typeof own === "string" && own.trim() !== "" ? own : agent?.systemPrompt;
  return typeof prompt === "string" ? fillVariables(prompt, variablesOf(plan)) : null;
};
