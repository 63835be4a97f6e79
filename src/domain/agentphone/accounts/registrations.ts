import { RingbackError } from "../../../kernel/errors.ts";
import type { JsonObject } from "../../../kernel/json.ts";
import type { Registration } from "../../../world/agentphone-entities.ts";
import type { World } from "../../../world/world.ts";
import type { Accounts } from "../../accounts/accounts.ts";
import type { AgentPhone, PhoneCore } from "../agentphone.ts";
import { prices } from "../money/ledger.ts";

/** How long the carriers take: the vendor speaks of seven to ten business days. */
const reviewMs = 7 * 86_400_000;

/** How a registration is decided. */
export type Decision = "approved" | "rejected";

/** What became of a form that was handed in. */
export interface Submission {
  readonly registration: Registration;
  /** What was charged for it: the fee is paid once, not again after a rejection. */
  readonly feeMills: number;
}

/** Registrations for texting in the United States (10DLC). One counts for its account and for the sub-account made with it. */
export class Registrations {
  readonly #world: World;
  readonly #accounts: Accounts;
  readonly #phone: AgentPhone;

  constructor({ world, accounts }: PhoneCore, phone: AgentPhone) {
    this.#world = world;
    this.#accounts = accounts;
    this.#phone = phone;
  }

  /**
   * Hands in a form; the decision comes a week later. `brand` names the sub-account that is to be made for it. Throws
   * `already_exists` for one that is pending or approved, and `insufficient_balance`.
   */
  submit(accountId: string, form: JsonObject, brand: string | undefined): Submission {
    const before = this.of(accountId);
    if (before?.status === "pending" || before?.status === "approved") throw alreadyThere(before.status);
    const { registrations } = this.#world.tables;
    const feeMills = before?.feePaid === true ? 0 : prices.registration;
    if (feeMills > 0) {
      this.#phone.ledger.requireBalance(accountId, feeMills);
      this.#phone.ledger.charge(accountId, "registration", feeMills, before?.id ?? accountId);
    }
    const id = before?.id ?? accountId;
    const subAccountId = this.#subAccountFor(before, accountId, brand);
    registrations.remove(id);
    const { clock } = this.#world;
    const timer = clock.schedule({
      at: clock.now() + reviewMs,
      class: "upkeep",
      kind: "phone.registration.review",
      payload: { accountId: id },
    });
    const registration = registrations.insert({
      id,
      form,
      subAccountId,
      feePaid: true,
      submittedAt: clock.now(),
      status: "pending",
      stage: "carrier_review",
      timer: timer.id,
    });
    return { registration, feeMills };
  }

  /** Where an account stands; undefined where nothing was ever handed in. */
  of(accountId: string): Registration | undefined {
    const { registrations } = this.#world.tables;
    const own = registrations.get(accountId);
    if (own !== undefined) return own;
    const above = registrations.get(this.#accounts.ownerOf(accountId).id);
    return above?.subAccountId === accountId ? above : undefined;
  }

  isApproved(accountId: string): boolean {
    return this.of(accountId)?.status === "approved";
  }

  /** Decides a registration now, even one that nobody has handed in or that was decided before. */
  decide(accountId: string, status: Decision): Registration {
    this.#accounts.get(accountId);
    const { clock, tables } = this.#world;
    const { registrations } = tables;
    const blank = { id: accountId, status: "none", stage: null, submittedAt: clock.now(), form: {} } as const;
    const row = this.of(accountId) ?? registrations.insert(blank);
    if (row.timer !== undefined) clock.cancel(row.timer);
    const stage = status === "approved" ? "complete" : "rejected";
    const decided = registrations.update(row.id, { status, stage, timer: undefined });
    this.#world.announce("registration.decided", { account: row.id, status });
    return decided;
  }

  /** The week is over. */
  review(accountId: string): void {
    if (this.#world.tables.registrations.get(accountId)?.status === "pending")
      this.decide(accountId, "approved");
  }

  /** An account is gone, and what it handed in with it. */
  forget(accountId: string): void {
    const { registrations } = this.#world.tables;
    const timer = registrations.get(accountId)?.timer;
    if (timer !== undefined) this.#world.clock.cancel(timer);
    registrations.remove(accountId);
  }

  #subAccountFor(
    before: Registration | undefined,
    accountId: string,
    brand: string | undefined,
  ): string | undefined {
    const made = before?.subAccountId;
    if (made !== undefined && this.#world.tables.accounts.get(made) !== undefined) return made;
    const isWithin = this.#accounts.get(accountId).parentId !== undefined;
    return brand === undefined || isWithin ? undefined : this.#phone.subAccounts.create(accountId, brand).id;
  }
}

const alreadyThere = (status: "pending" | "approved"): RingbackError =>
  new RingbackError(
    "already_exists",
    status === "pending"
      ? "A registration is under review. Wait for the decision; only a rejected one can be handed in again."
      : "The registration is approved: there is nothing to hand in again.",
    { status, says: `A registration is already ${status} for this account.` },
  );
