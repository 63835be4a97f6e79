import { RingbackError } from "../../../kernel/errors.ts";
import type { WebhookEndpoint } from "../../../world/webhook-entities.ts";
import type { World } from "../../../world/world.ts";
import type { AgentPhone, PhoneCore } from "../agentphone.ts";
import { drawWebhookSecret } from "./draw-webhook-secret.ts";
import { isWithinReach, requireWebhookUrl } from "./webhook-url.ts";

/** How somebody wants to be told. */
export interface WebhookWish {
  readonly url: string;
  /** How many items of history they want with each text. Default 10. */
  readonly contextLimit?: number | null | undefined;
  /** Seconds until they have to have answered. Default 30. */
  readonly timeout?: number | null | undefined;
}

/** Where accounts and agents want to be told what happens. */
export class Webhooks {
  readonly #world: World;
  readonly #phone: AgentPhone;
  readonly #hosts: readonly string[];

  constructor({ world, webhookHosts = [] }: PhoneCore, phone: AgentPhone) {
    this.#world = world;
    this.#phone = phone;
    this.#hosts = webhookHosts;
  }

  /** The one endpoint that is told of an agent's events: its own, else its account's. */
  endpointFor(accountId: string, agentId: string | null): WebhookEndpoint | undefined {
    const own = agentId === null ? undefined : this.of(accountId, agentId);
    return own ?? this.of(accountId);
  }

  /** The endpoint of an account, or an agent's own. */
  of(accountId: string, agentId?: string): WebhookEndpoint | undefined {
    return this.#world.tables.webhookEndpoints.by("owner", agentId ?? accountId)[0];
  }

  /**
   * Sets the endpoint of an account, or an agent's own. Each time there is a new secret; the id stays. Throws
   * `not_possible` for an address that the vendor refuses.
   */
  set(accountId: string, agentId: string | undefined, wish: WebhookWish): WebhookEndpoint {
    requireWebhookUrl(wish.url, this.#hosts);
    const { tables, clock } = this.#world;
    const said = {
      url: wish.url,
      secret: drawWebhookSecret(this.#world, agentId ?? accountId),
      contextLimit: wish.contextLimit ?? 10,
      timeout: wish.timeout ?? 30,
    };
    const there = this.of(accountId, agentId);
    if (there !== undefined) return tables.webhookEndpoints.update(there.id, said);
    return tables.webhookEndpoints.insert({
      id: this.#phone.profiles.nextId(accountId, "wh"),
      accountId,
      agentId,
      ...said,
      status: "active",
      createdAt: clock.now(),
    });
  }

  /** Takes the endpoint of an account, or an agent's own, away. Throws `not_found` where there is none. */
  remove(accountId: string, agentId?: string): void {
    const { id } = this.require(accountId, agentId);
    this.#world.tables.webhookEndpoints.remove(id);
  }

  /** The endpoint of an account, or an agent's own. Throws `not_found` where there is none. */
  require(accountId: string, agentId?: string): WebhookEndpoint {
    const there = this.of(accountId, agentId);
    return there ?? refuseAbsent(agentId);
  }

  /** The endpoint that `endpointFor` names. Throws `not_found` where there is none. */
  requireFor(accountId: string, agentId: string | null): WebhookEndpoint {
    return this.endpointFor(accountId, agentId) ?? refuseAbsent(agentId ?? undefined);
  }

  /** Whether anything is sent to an address, and not only kept. */
  mayReach(url: string): boolean {
    return isWithinReach(url, this.#hosts);
  }
}

const refuseAbsent = (agentId: string | undefined): never => {
  const whose = agentId === undefined ? "This account" : `The agent ${agentId}`;
  throw new RingbackError("not_found", `${whose} has no webhook. POST a url to set one.`, {
    resource: "webhook",
    says: "Webhook not found.",
  });
};
