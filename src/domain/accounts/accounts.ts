import { RingbackError } from "../../kernel/errors.ts";
import type { Account, StoreSettings } from "../../world/entities.ts";
import type { World } from "../../world/world.ts";
import type { Caller } from "../caller.ts";

const capitals = "ABCDEFGHJKLMNPQRSTUVWXYZ";
const capitalsAndDigits = `${capitals}23456789`;
const alphanumeric = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

/** What the store's wallet holds when an account is made: $1,000.00. */
const startingWalletMinor = 100_000;

/** Keys that ringback did not mint all stand for the default account, under this one name. */
const foreignKey = "key_foreign";

/** What a fresh account finds set where the store's documentation leaves a choice. */
const defaultSettings: Omit<StoreSettings, "id"> = {
  markReadOnGet: true,
  quoteLifetimeMs: 15 * 60_000,
  showQuoteExpiry: false,
  showCallLogExtras: true,
  largestTopupMinor: 100_000,
};

/** The accounts of a world, their agents, keys and settings. */
export class Accounts {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** Makes an account with one agent and a key for it at each vendor. */
  create(
    name: string,
    walletMinor?: number,
    extras: Pick<Account, "email" | "creditMills"> = {},
    id?: string,
  ): { account: Account; agentId: string; key: string; phoneKey: string } {
    const account = this.#insert({ name, walletMinor: walletMinor ?? startingWalletMinor, ...extras }, id);
    const agentId = this.addAgent(account.id, "default");
    const key = this.mintKey(agentId);
    return { account, agentId, key, phoneKey: this.mintPhoneKey(agentId) };
  }

  /** Makes an account within another, which lends it its agents, its keys and its money. */
  createWithin(parentId: string, name: string, id?: string): Account {
    this.get(parentId);
    return this.#insert({ name, walletMinor: 0, parentId, createdAt: this.#world.clock.now() }, id);
  }

  /** Takes an account away, with its agents, keys, rules and settings. What it did stays in the books of others. */
  remove(accountId: string, why: string): void {
    const { accounts, agents, keys, policies, storeSettings, profiles } = this.#world.tables;
    const { name } = this.get(accountId);
    const owned = [agents, keys].map((table) => [table, table.by("account", accountId)] as const);
    for (const [table, rows] of owned) {
      for (const { id } of rows.slice()) {
        policies.remove(id);
        table.remove(id);
      }
    }
    for (const table of [policies, storeSettings, profiles, accounts]) table.remove(accountId);
    this.#world.announce("account.removed", { account: accountId, name, why });
  }

  /** The account that pays for an account and holds its keys: itself, or the one that made it. */
  ownerOf(accountId: string): Account {
    const account = this.get(accountId);
    return account.parentId === undefined ? account : this.get(account.parentId);
  }

  addAgent(accountId: string, name: string): string {
    this.get(accountId);
    return this.#world.tables.agents.insert({ id: this.#world.nextId("agent"), accountId, name }).id;
  }

  /** Mints a key for an agent. It names its world, so that no two worlds share one. */
  mintKey(agentId: string): string {
    const agent = this.#world.tables.agents.get(agentId);
    if (agent === undefined) throw unknown("agent", agentId);
    const draw = this.#world.random("key", `${this.#world.name}/${agentId}`);
    const publicPart = draw.characters(1, capitals) + draw.characters(7, capitalsAndDigits);
    const id = `ask_live_${this.#world.name}${publicPart}.${draw.characters(24, alphanumeric)}`;
    this.#world.tables.keys.insert({ id, accountId: agent.accountId, agentId });
    return id;
  }

  /** Mints a key of AgentPhone's for an agent. It names its world, too. */
  mintPhoneKey(agentId: string): string {
    const agent = this.#world.tables.agents.get(agentId);
    if (agent === undefined) throw unknown("agent", agentId);
    const draw = this.#world.random("phone key", `${this.#world.name}/${agentId}`);
    const id = `sk_live_${this.#world.name}_${draw.characters(32, alphanumeric)}`;
    this.#world.tables.keys.insert({ id, accountId: agent.accountId, agentId });
    return id;
  }

  /** The first key of a vendor's form that an account was given. */
  keyOf(accountId: string, form: "ask" | "sk"): string | undefined {
    return this.#world.tables.keys.by("account", accountId).find(({ id }) => id.startsWith(`${form}_`))?.id;
  }

  get(accountId: string): Account {
    const account = this.#world.tables.accounts.get(accountId);
    if (account === undefined) throw unknown("account", accountId);
    return account;
  }

  /** The account for whoever shows a key that this world did not mint. */
  default(): Caller {
    const [account] = this.#world.tables.accounts.all();
    const agent = account && this.#world.tables.agents.by("account", account.id)[0];
    if (account === undefined || agent === undefined)
      throw new Error("A world always has a default account.");
    return { accountId: account.id, agentId: agent.id, keyId: foreignKey };
  }

  /** The agent that an account began with, and its key; a sub-account acts by those of the one that made it. Throws `not_found`. */
  firstAgent(accountId: string): Caller {
    const { id: ownerId } = this.ownerOf(accountId);
    const [agent] = this.#world.tables.agents.by("account", ownerId);
    const [key] = this.#world.tables.keys.by("account", ownerId);
    if (agent === undefined || key === undefined)
      throw new Error("An account always has an agent with a key.");
    return { accountId, agentId: agent.id, keyId: key.id };
  }

  /** Who holds a minted key, or undefined when this world did not mint it. */
  holder(key: string): Caller | undefined {
    const found = this.#world.tables.keys.get(key);
    return found && { accountId: found.accountId, agentId: found.agentId, keyId: found.id };
  }

  #insert(fresh: Omit<Account, "id">, id?: string): Account {
    const world = this.#world;
    const account = world.tables.accounts.insert({ id: id ?? world.nextId("acct"), ...fresh });
    world.tables.storeSettings.insert({ id: account.id, ...defaultSettings });
    world.announce("account.created", { account: account.id, name: account.name });
    return account;
  }

  settings(accountId: string): StoreSettings {
    const settings = this.#world.tables.storeSettings.get(accountId);
    if (settings === undefined) throw unknown("account", accountId);
    return settings;
  }

  changeSettings(accountId: string, change: Partial<Omit<StoreSettings, "id">>): StoreSettings {
    this.settings(accountId);
    return this.#world.tables.storeSettings.update(accountId, change);
  }
}

const unknown = (resource: string, id: string): RingbackError =>
  new RingbackError("not_found", `There is no ${resource} ${id} in this world.`, { resource, id });
