import { RingbackError } from "../../kernel/errors.ts";
import { toSecondText } from "../../kernel/time-text.ts";
import type { PhoneConfiguration, Quote } from "../../world/entities.ts";
import type { World } from "../../world/world.ts";
import type { Accounts } from "../accounts/accounts.ts";
import type { Caller } from "../caller.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { phonePriceMinor } from "./phone-price.ts";

/** Prices that were promised. */
export class Quotes {
  readonly #world: World;
  readonly #catalog: Catalog;
  readonly #accounts: Accounts;

  constructor(world: World, catalog: Catalog, accounts: Accounts) {
    this.#world = world;
    this.#catalog = catalog;
    this.#accounts = accounts;
  }

  create(caller: Caller, catalogItemId: string, configuration: PhoneConfiguration): Quote {
    const item = this.#catalog.getSellable(catalogItemId);
    const quote = this.#world.tables.quotes.insert({
      id: this.#world.nextId("quote_phone"),
      agentId: caller.agentId,
      catalogItemId: item.id,
      configuration,
      totalMinor: phonePriceMinor(configuration),
      createdAt: this.#world.clock.now(),
    });
    this.#world.announce("quote.created", {
      quoteId: quote.id,
      account: caller.accountId,
      totalMinor: quote.totalMinor,
    });
    return quote;
  }

  /** A quote of this agent. Somebody else's is as good as none. */
  get(caller: Caller, id: string): Quote {
    const quote = this.#world.tables.quotes.get(id);
    if (quote?.agentId === caller.agentId) return quote;
    throw new RingbackError("not_found", `There is no quote ${id}. Make one with quote_create.`, {
      resource: "quote",
      id,
    });
  }

  /** When a quote ends, or undefined when quotes of this account never do. */
  expiresAt(caller: Caller, quote: Quote): number | undefined {
    const { quoteLifetimeMs } = this.#accounts.settings(caller.accountId);
    return quoteLifetimeMs === 0 ? undefined : quote.createdAt + quoteLifetimeMs;
  }

  /** Throws unless the quote can still be bought. */
  requireUsable(caller: Caller, quote: Quote): void {
    if (quote.usedBy !== undefined) {
      throw new RingbackError(
        "quote_already_used",
        `Quote ${quote.id} was already bought as ${quote.usedBy}. Make a new quote to buy again.`,
        { quoteId: quote.id, purchaseId: quote.usedBy },
      );
    }
    const expiresAt = this.expiresAt(caller, quote);
    if (expiresAt === undefined || this.#world.clock.now() < expiresAt) return;
    throw new RingbackError(
      "quote_expired",
      `Quote ${quote.id} expired at ${toSecondText(expiresAt)}. Make a new one.`,
      { quoteId: quote.id, expiredAt: toSecondText(expiresAt) },
    );
  }

  markUsed(quote: Quote, purchaseId: string): void {
    this.#world.tables.quotes.update(quote.id, { usedBy: purchaseId });
  }
}
