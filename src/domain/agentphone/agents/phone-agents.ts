import { RingbackError } from "../../../kernel/errors.ts";
import type { PhoneAgent } from "../../../world/agentphone-entities.ts";
import type { World } from "../../../world/world.ts";
import { requireSoundAgent, usualAgent } from "./agent-rules.ts";
import type { AgentPhone, PhoneCore } from "../agentphone.ts";
import { newestPage, type Page } from "../paging.ts";

/** What there is to say about a new agent; what is not said is as documented. */
export type AgentWish = Pick<PhoneAgent, "name"> & {
  readonly [Field in keyof Omit<PhoneAgent, "id" | "accountId" | "name" | "createdAt">]?:
    PhoneAgent[Field] | undefined;
};

/** What is to change of an agent. */
export type AgentChange = { readonly [Field in keyof AgentWish]?: AgentWish[Field] | undefined };

/** The phone personas of accounts. */
export class PhoneAgents {
  readonly #world: World;
  readonly #phone: AgentPhone;

  constructor({ world }: PhoneCore, phone: AgentPhone) {
    this.#world = world;
    this.#phone = phone;
  }

  /** Throws `validation_error` for an agent that could not work, such as a hosted one without a prompt. */
  create(accountId: string, wish: AgentWish): PhoneAgent {
    const fields = { ...usualAgent, ...said(wish) };
    requireSoundAgent(fields);
    return this.#world.tables.phoneAgents.insert({
      ...fields,
      id: this.#phone.profiles.nextId(accountId, "agt"),
      accountId,
      createdAt: this.#world.clock.now(),
    });
  }

  /** Changes what is said and nothing else; but an agent that a webhook speaks for has no prompt and no greeting. */
  change(accountId: string, id: string, change: AgentChange): PhoneAgent {
    const agent = this.get(accountId, id);
    const fields = {
      ...said(change),
      ...(change.voiceMode === "webhook" && { systemPrompt: null, beginMessage: null }),
    };
    requireSoundAgent({ ...agent, ...fields });
    return this.#world.tables.phoneAgents.update(id, fields);
  }

  /** Removes an agent and its own webhook. Its numbers, threads and calls live on without one. */
  remove(accountId: string, id: string): PhoneAgent {
    const agent = this.get(accountId, id);
    const { phoneAgents, phoneNumbers, conversations, calls, webhookEndpoints } = this.#world.tables;
    // From behind, since each leaves the list that is gone through.
    for (const number of phoneNumbers.by("agent", id).toReversed())
      phoneNumbers.update(number.id, { agentId: null, attachedAs: undefined });
    for (const thread of conversations.by("agent", id).toReversed())
      conversations.update(thread.id, { agentId: null });
    for (const call of calls.by("agent", id).toReversed()) calls.update(call.id, { agentId: null });
    for (const endpoint of webhookEndpoints.by("owner", id).toReversed())
      webhookEndpoints.remove(endpoint.id);
    phoneAgents.remove(id);
    return agent;
  }

  /** An account's agents, newest first. */
  list(accountId: string, page: { limit: number; offset?: number | undefined }): Page<PhoneAgent> {
    return newestPage(this.#world.tables.phoneAgents.by("account", accountId), page);
  }

  /** Throws `not_found` for an agent that the account does not have. */
  get(accountId: string, id: string): PhoneAgent {
    const agent = this.#world.tables.phoneAgents.get(id);
    if (agent?.accountId === accountId) return agent;
    throw new RingbackError("not_found", `This account has no agent ${id}.`, {
      resource: "agent",
      id,
      says: "Agent not found.",
    });
  }
}

type Said<Wish> = { [Field in keyof Wish]: Exclude<Wish[Field], undefined> };

const said = <Wish extends object>(wish: Wish): Said<Wish> =>
  Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined)) as Said<Wish>;
