import { RingbackError } from "../../kernel/errors.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { toSecondText } from "../../kernel/time-text.ts";
import type { PolicyLayer, PolicyRules, Spending } from "../../world/entities.ts";
import type { World } from "../../world/world.ts";
import type { Caller } from "../caller.ts";

/** What somebody is about to spend money on. */
export type Intent =
  | {
      readonly kind: "purchase";
      readonly amountMinor: number;
      readonly category: string;
      readonly catalogItemId: string;
      readonly countryCode: string;
    }
  | { readonly kind: "topup"; readonly amountMinor: number };

type Denial = { readonly rule: keyof PolicyRules } & JsonObject;

/** Layered rules about spending: account, agent and key must all allow it. */
export class Policies {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  get(ownerId: string): { layer: PolicyLayer; rules: PolicyRules } {
    return this.#world.tables.policies.get(ownerId) ?? { layer: this.#layerOf(ownerId), rules: {} };
  }

  /** Replaces the rules of the account, agent or key with this id. */
  set(ownerId: string, rules: PolicyRules): { layer: PolicyLayer; rules: PolicyRules } {
    const layer = this.#layerOf(ownerId);
    this.#world.tables.policies.remove(ownerId);
    return this.#world.tables.policies.insert({ id: ownerId, layer, rules });
  }

  /** Throws `policy_denied` naming the first layer and rule that forbid it. */
  require(caller: Caller, intent: Intent): void {
    for (const ownerId of [caller.accountId, caller.agentId, caller.keyId]) {
      const policy = this.#world.tables.policies.get(ownerId);
      const denial =
        policy &&
        (this.#denyKind(policy.rules, intent) ??
          this.#denyAmount(policy.rules, ownerId, policy.layer, intent));
      if (policy === undefined || denial === undefined) continue;
      throw new RingbackError(
        "policy_denied",
        `The ${policy.layer} policy does not allow this: rule ${denial.rule}. Ask whoever holds the account to change it.`,
        { layer: policy.layer, ...denial },
      );
    }
  }

  #denyKind(rules: PolicyRules, intent: Intent): Denial | undefined {
    if (intent.kind === "topup") return rules.allowTopups === false ? { rule: "allowTopups" } : undefined;
    if (rules.allowedCategories?.includes(intent.category) === false) return { rule: "allowedCategories" };
    if (rules.allowedCatalogItemIds?.includes(intent.catalogItemId) === false)
      return { rule: "allowedCatalogItemIds" };
    if (rules.allowedCountryCodes?.includes(intent.countryCode) === false)
      return { rule: "allowedCountryCodes" };
    return undefined;
  }

  #denyAmount(rules: PolicyRules, ownerId: string, layer: PolicyLayer, intent: Intent): Denial | undefined {
    const today = toSecondText(this.#world.clock.now()).slice(0, 10);
    const spent = (since: string): number => this.#spentSince(ownerId, layer, since);
    const over = (
      rule: keyof PolicyRules,
      limit: number | undefined,
      before: () => number,
    ): Denial | undefined =>
      limit !== undefined && before() + intent.amountMinor > limit
        ? { rule, limitMinor: limit, requestedMinor: intent.amountMinor }
        : undefined;
    return (
      over("maxPerPurchaseMinor", rules.maxPerPurchaseMinor, () => 0) ??
      over("maxPerDayMinor", rules.maxPerDayMinor, () => spent(today)) ??
      over("maxPerMonthMinor", rules.maxPerMonthMinor, () => spent(today.slice(0, 7)))
    );
  }

  #spentSince(ownerId: string, layer: PolicyLayer, prefix: string): number {
    const isWithin = (spending: Spending): boolean => toSecondText(spending.at).startsWith(prefix);
    return this.#world.tables.spendings
      .by(layer, ownerId)
      .filter(isWithin)
      .reduce((sum, spending) => sum + spending.amountMinor, 0);
  }

  #layerOf(ownerId: string): PolicyLayer {
    const { accounts, agents, keys } = this.#world.tables;
    if (accounts.get(ownerId)) return "account";
    if (agents.get(ownerId)) return "agent";
    if (keys.get(ownerId)) return "key";
    throw new RingbackError("not_found", `No account, agent or key has the id ${ownerId}.`, {
      resource: "owner",
      id: ownerId,
    });
  }
}
