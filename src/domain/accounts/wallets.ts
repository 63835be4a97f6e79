import { RingbackError } from "../../kernel/errors.ts";
import { minorToDollars } from "../../kernel/money.ts";
import type { World } from "../../world/world.ts";
import type { Caller } from "../caller.ts";
import type { Accounts } from "./accounts.ts";

/** The money of accounts, in whole US cents. */
export class Wallets {
  readonly #world: World;
  readonly #accounts: Accounts;

  constructor(world: World, accounts: Accounts) {
    this.#world = world;
    this.#accounts = accounts;
  }

  /** Throws `insufficient_funds` when the wallet holds less than the amount. */
  requireFunds(accountId: string, amountMinor: number): void {
    const { walletMinor } = this.#accounts.get(accountId);
    if (walletMinor >= amountMinor) return;
    throw new RingbackError(
      "insufficient_funds",
      `This costs $${minorToDollars(amountMinor)}, but the account wallet holds $${minorToDollars(walletMinor)}. Fund the wallet and try again.`,
      { requiredMinor: amountMinor, availableMinor: walletMinor, currency: "usd" },
    );
  }

  /** Takes money that `requireFunds` has found, and keeps account of who spent it. */
  spend(caller: Caller, amountMinor: number, reason: string): void {
    const id = this.#world.nextId("spending");
    this.#world.tables.spendings.insert({ id, ...caller, amountMinor, at: this.#world.clock.now() });
    this.set(caller.accountId, this.#accounts.get(caller.accountId).walletMinor - amountMinor, reason);
  }

  set(accountId: string, newMinor: number, reason: string): void {
    const previousMinor = this.#accounts.get(accountId).walletMinor;
    this.#world.tables.accounts.update(accountId, { walletMinor: newMinor });
    this.#world.announce("balance.changed", { owner: accountId, previousMinor, newMinor, reason });
  }
}
