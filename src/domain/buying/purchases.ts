import { RingbackError } from "../../kernel/errors.ts";
import type { PhoneConfiguration, Purchase, Quote, Service } from "../../world/entities.ts";
import type { World } from "../../world/world.ts";
import type { Policies } from "../accounts/policies.ts";
import type { Wallets } from "../accounts/wallets.ts";
import type { Caller } from "../caller.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { phonePriceMinor } from "./phone-price.ts";
import type { Quotes } from "./quotes.ts";
import type { Services } from "./services.ts";

/** What is bought: a promised price, or an item as configured. */
export type PurchaseSubject =
  | { readonly quoteId: string }
  | { readonly catalogItemId: string; readonly configuration: PhoneConfiguration };

export interface PurchaseRequest {
  readonly subject: PurchaseSubject;
  readonly idempotencyKey: string;
  /** Everything that was asked besides the key, in canonical form. */
  readonly fingerprint: string;
}

export interface PurchaseOutcome {
  readonly purchase: Purchase;
  readonly service: Service;
  /** This purchase was made by an earlier request with the same key. */
  readonly replayed: boolean;
}

interface Parts {
  readonly catalog: Catalog;
  readonly quotes: Quotes;
  readonly policies: Policies;
  readonly wallets: Wallets;
  readonly services: Services;
}

/** Buying: once per agent and idempotency key, all or nothing. */
export class Purchases {
  readonly #world: World;
  readonly #parts: Parts;

  constructor(world: World, parts: Parts) {
    this.#world = world;
    this.#parts = parts;
  }

  /** Buys one at a time, so that equal requests in flight together end as one purchase. */
  create(caller: Caller, request: PurchaseRequest): Promise<PurchaseOutcome> {
    return this.#world.turns.take("money", () => this.#create(caller, request));
  }

  get(caller: Caller, id: string): PurchaseOutcome {
    const purchase = this.#world.tables.purchases.get(id);
    if (purchase?.agentId !== caller.agentId) {
      throw new RingbackError("not_found", `There is no purchase ${id}.`, { resource: "purchase", id });
    }
    return this.#outcome(purchase, false);
  }

  async #create(caller: Caller, request: PurchaseRequest): Promise<PurchaseOutcome> {
    const earlier = this.#findEarlier(caller, request);
    if (earlier !== undefined) return this.#outcome(earlier, true);

    const { catalogItemId, configuration, quote } = this.#resolve(caller, request.subject);
    const item = this.#parts.catalog.getSellable(catalogItemId);
    const totalMinor = quote?.totalMinor ?? phonePriceMinor(configuration);
    this.#parts.policies.require(caller, {
      kind: "purchase",
      amountMinor: totalMinor,
      category: item.category,
      catalogItemId: item.id,
      countryCode: configuration.countryCode,
    });
    this.#parts.wallets.requireFunds(caller.accountId, totalMinor);
    const service = await this.#parts.services.rentPhone(caller, configuration, {
      errand: `purchase ${caller.agentId} ${request.idempotencyKey}`,
    });

    const purchase = this.#world.tables.purchases.insert({
      id: this.#world.nextId("purchase_phone"),
      agentId: caller.agentId,
      idempotencyKey: request.idempotencyKey,
      fingerprint: request.fingerprint,
      status: "completed",
      totalMinor,
      serviceId: service.id,
    });
    if (quote !== undefined) this.#parts.quotes.markUsed(quote, purchase.id);
    this.#parts.wallets.spend(caller, totalMinor, `purchase ${purchase.id}`);
    this.#world.announce("purchase.completed", {
      purchaseId: purchase.id,
      serviceId: service.id,
      account: caller.accountId,
      totalMinor,
      line: service.lineId,
    });
    return { purchase, service, replayed: false };
  }

  #findEarlier(caller: Caller, request: PurchaseRequest): Purchase | undefined {
    const key = JSON.stringify([caller.agentId, request.idempotencyKey]);
    const [earlier] = this.#world.tables.purchases.by("idempotency", key);
    if (earlier === undefined || earlier.fingerprint === request.fingerprint) return earlier;
    throw new RingbackError(
      "idempotency_conflict",
      `The idempotency key ${request.idempotencyKey} already bought something else (${earlier.id}). Use a new key for a new purchase.`,
      { idempotencyKey: request.idempotencyKey, purchaseId: earlier.id },
    );
  }

  #resolve(
    caller: Caller,
    subject: PurchaseSubject,
  ): { catalogItemId: string; configuration: PhoneConfiguration; quote?: Quote } {
    if (!("quoteId" in subject)) return subject;
    const quote = this.#parts.quotes.get(caller, subject.quoteId);
    this.#parts.quotes.requireUsable(caller, quote);
    return { catalogItemId: quote.catalogItemId, configuration: quote.configuration, quote };
  }

  #outcome(purchase: Purchase, replayed: boolean): PurchaseOutcome {
    const service = this.#world.tables.services.get(purchase.serviceId);
    if (service === undefined) throw new Error(`Purchase ${purchase.id} lost its service.`);
    return { purchase, service, replayed };
  }
}
