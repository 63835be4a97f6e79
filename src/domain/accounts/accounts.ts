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

  /** Makes an account with one agent and one key for it. */
  create(
    name: string,
    walletMinor = startingWalletMinor,
  ): { account: Account; agentId: string; key: string } {
    const world = this.#world;
    const account = world.tables.accounts.insert({ id: world.nextId("acct"), name, walletMinor });
    world.tables.storeSettings.insert({ id: account.id, ...defaultSettings });
    world.announce("account.created", { account: account.id, name });
    const agentId = this.addAgent(account.id, "default");
    return { account, agentId, key: this.mintKey(agentId) };
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

  /** The agent that an account began with, and its key. Throws `not_found`. */
  firstAgent(accountId: string): Caller {
    this.get(accountId);
    const [agent] = this.#world.tables.agents.by("account", accountId);
    const [key] = this.#world.tables.keys.by("account", accountId);
    if (agent === undefined || key === undefined)
      throw new Error("An account always has an agent with a key.");
    return { accountId, agentId: agent.id, keyId: key.id };
  }

  /** Who holds a minted key, or undefined when this world did not mint it. */
  holder(key: string): Caller | undefined {
    const found = this.#world.tables.keys.get(key);
    return found && { accountId: found.accountId, agentId: found.agentId, keyId: found.id };
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
