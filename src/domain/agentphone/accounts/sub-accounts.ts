import { RingbackError } from "../../../kernel/errors.ts";
import type { Account } from "../../../world/entities.ts";
import type { World } from "../../../world/world.ts";
import type { Accounts } from "../../accounts/accounts.ts";
import type { AgentPhone, PhoneCore } from "../agentphone.ts";
import { newestPage, type Page } from "../paging.ts";

/** Accounts within accounts: they share the key and the money of the one that made them. */
export class SubAccounts {
  readonly #world: World;
  readonly #accounts: Accounts;
  readonly #phone: AgentPhone;
  readonly #switchboard: PhoneCore["switchboard"];

  constructor({ world, accounts, switchboard }: PhoneCore, phone: AgentPhone) {
    this.#world = world;
    this.#switchboard = switchboard;
    this.#accounts = accounts;
    this.#phone = phone;
  }

  /** A page of an account's sub-accounts, the newest first. */
  list(
    accountId: string,
    wish: { readonly limit: number; readonly offset?: number | undefined },
  ): Page<Account> {
    return newestPage(this.#world.tables.accounts.by("parent", this.#ownerId(accountId)), wish);
  }

  /** Makes a sub-account. There are none within sub-accounts: what those make belongs to the account above. */
  create(accountId: string, name: string): Account {
    const ownerId = this.#ownerId(accountId);
    return this.#accounts.createWithin(ownerId, name, this.#phone.profiles.nextId(ownerId, "acct"));
  }

  rename(accountId: string, id: string, name: string): Account {
    this.get(accountId, id);
    return this.#world.tables.accounts.update(id, { name });
  }

  /** Deletes a sub-account with its agents, contacts and webhooks, and ends its calls. Throws `in_use` while it holds numbers. */
  delete(accountId: string, id: string): void {
    this.get(accountId, id);
    const { phoneNumbers, phoneAgents, contacts, webhookEndpoints, calls } = this.#world.tables;
    const held = phoneNumbers.by("account", id).filter(({ status }) => status === "active").length;
    if (held > 0) throw stillHolds(id, held);
    // Who would pay for them is about to go.
    for (const call of calls.by("live", id).toReversed()) this.#switchboard.hangUp(call.id);
    const agents = [...phoneAgents.by("account", id)];
    for (const owner of [id, ...agents.map((agent) => agent.id)]) {
      for (const endpoint of webhookEndpoints.by("owner", owner).slice())
        webhookEndpoints.remove(endpoint.id);
    }
    for (const agent of agents) phoneAgents.remove(agent.id);
    for (const contact of contacts.by("account", id).slice()) contacts.remove(contact.id);
    this.#phone.registrations.forget(id);
    this.#accounts.remove(id, "It was deleted.");
  }

  /** Throws `not_found` for what is no sub-account of this account. */
  get(accountId: string, id: string): Account {
    const account = this.#world.tables.accounts.get(id);
    if (account?.parentId === this.#ownerId(accountId)) return account;
    throw new RingbackError("not_found", `This account has no sub-account ${id}.`, {
      resource: "sub-account",
      id,
      says: "Sub-account not found.",
    });
  }

  #ownerId(accountId: string): string {
    return this.#accounts.ownerOf(accountId).id;
  }
}

const stillHolds = (id: string, held: number): RingbackError =>
  new RingbackError("in_use", `The sub-account ${id} holds ${held} active numbers. Release them first.`, {
    resource: "sub-account",
    id,
    numbers: held,
    says: "Release this sub-account's phone numbers before deleting it.",
  });
