import { RingbackError } from "../../../kernel/errors.ts";
import type { LedgerEntry } from "../../../world/agentphone-entities.ts";
import type { World } from "../../../world/world.ts";
import type { AgentPhone, PhoneCore } from "../agentphone.ts";

/** AgentPhone's published prices, in thousandths of a US dollar. */
export const prices = {
  number: 3000,
  message: 20,
  lookup: 9,
  verification: 50,
  registration: 25_000,
  recording: 5000,
  voiceWebhookMinute: 130,
  voiceHostedMinute: 220,
  denoisingMinute: 5,
  leastCall: 10,
} as const;

/** What money goes in or out for. */
export type LedgerKind =
  | "credit"
  | "number_rent"
  | "message_sent"
  | "message_received"
  | "call"
  | "lookup"
  | "verification"
  | "registration"
  | "recording";

/** What was used and what it cost, entry by entry, and what is left of each account's credit. */
export class Ledger {
  readonly #world: World;
  readonly #phone: AgentPhone;
  readonly #accounts: PhoneCore["accounts"];

  constructor({ world, accounts }: PhoneCore, phone: AgentPhone) {
    this.#world = world;
    this.#phone = phone;
    this.#accounts = accounts;
  }

  /** What an account may still spend, in thousandths of a dollar; undefined for one with endless credit. */
  balance(accountId: string): number | undefined {
    return this.#payer(accountId).creditMills;
  }

  /** Whether an account may spend so much: it has it, or its balance is not enforced. */
  affords(accountId: string, amountMills: number): boolean {
    const balance = this.balance(accountId);
    if (balance === undefined || balance >= amountMills) return true;
    return !this.#phone.profiles.of(accountId).enforceBalance;
  }

  /** Throws `insufficient_balance` where the account's balance is enforced and holds less. */
  requireBalance(accountId: string, amountMills: number): void {
    if (this.affords(accountId, amountMills)) return;
    const balance = this.balance(accountId) ?? 0;
    const says = `Insufficient balance: this costs $${dollars(amountMills)}, the balance is $${dollars(balance)}. Add funds to continue.`;
    throw new RingbackError("insufficient_balance", says, {
      requiredMills: amountMills,
      balanceMills: balance,
    });
  }

  /** Takes money for something that was used. */
  charge(accountId: string, kind: LedgerKind, amountMills: number, reference: string): LedgerEntry {
    return this.#enter(accountId, kind, -amountMills, reference);
  }

  /** Gives an account credit, or gives back. */
  credit(accountId: string, amountMills: number, reference: string): LedgerEntry {
    return this.#enter(accountId, "credit", amountMills, reference);
  }

  /** Says what an account may spend from now on; undefined for an end to all limits. */
  setCredit(accountId: string, creditMills: number | undefined, reason: string): void {
    const { id, creditMills: previousMills } = this.#payer(accountId);
    this.#world.tables.accounts.update(id, { creditMills });
    this.#world.announce("credit.changed", {
      account: id,
      ...(previousMills !== undefined && { previousMills }),
      ...(creditMills !== undefined && { newMills: creditMills }),
      reason,
    });
  }

  /** What an account was charged for or given, oldest first; of a sub-account only what was its own. */
  entries(accountId: string): readonly LedgerEntry[] {
    const { id } = this.#payer(accountId);
    const entries = this.#world.tables.ledger.by("account", id);
    return id === accountId ? entries : entries.filter(({ forAccountId }) => forAccountId === accountId);
  }

  #enter(accountId: string, kind: LedgerKind, amountMills: number, reference: string): LedgerEntry {
    const { tables, clock } = this.#world;
    const payer = this.#payer(accountId);
    const { creditMills } = payer;
    const entry = tables.ledger.insert({
      id: this.#world.nextId("entry"),
      accountId: payer.id,
      forAccountId: accountId,
      kind,
      amountMills,
      reference,
      at: clock.now(),
    });
    if (creditMills === undefined) return entry;
    tables.accounts.update(payer.id, { creditMills: creditMills + amountMills });
    this.#world.announce("credit.changed", {
      account: payer.id,
      previousMills: creditMills,
      newMills: creditMills + amountMills,
      reason: kind,
    });
    return entry;
  }

  #payer(accountId: string) {
    return this.#accounts.ownerOf(accountId);
  }
}

const dollars = (mills: number): string => (mills / 1000).toFixed(2);
