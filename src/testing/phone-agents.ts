import type { Ask } from "./world-port.ts";

/** An agent of AgentPhone to make. */
export interface PhoneAgentRequest {
  readonly name: string;
  /** `webhook` (default) or `hosted`, which needs a prompt. */
  readonly voiceMode?: "webhook" | "hosted";
  /** What a hosted agent is told to be. */
  readonly prompt?: string;
  /** What it says first in a call. */
  readonly greeting?: string;
  /** Where it is told of texts and reactions; on this machine, or a host of `allowWebhooks`. Default: nowhere. */
  readonly webhook?: string;
}

/** An agent of AgentPhone that was just made. */
export interface PhoneAgent {
  /** What AgentPhone calls it in its paths: `/v1/agents/<id>`. */
  readonly id: string;
  readonly name: string;
  readonly voiceMode: "webhook" | "hosted";
  /** What signs everything that its webhook is told. Absent without a webhook. */
  readonly secret?: string;
}

/** The agents of AgentPhone in a world. */
export interface PhoneAgents {
  /**
   * Makes an agent for the default account. Throws `validation_error` for a hosted agent without a prompt, and
   * `not_possible` for a webhook at an address that is not allowed.
   */
  create(request: PhoneAgentRequest): Promise<PhoneAgent>;
}

/** The agents of the world that is asked. */
export const phoneAgentsOf = (ask: Ask): PhoneAgents => ({
  create: async ({ prompt, greeting, webhook, ...request }) => {
    const { agentId, name, voiceMode, secret } = await ask("control.phoneAgents.create", {
      ...request,
      ...(prompt !== undefined && { systemPrompt: prompt }),
      ...(greeting !== undefined && { beginMessage: greeting }),
      ...(webhook !== undefined && { webhookUrl: webhook }),
    });
    return { id: agentId, name, voiceMode, ...(secret !== undefined && { secret }) };
  },
});
