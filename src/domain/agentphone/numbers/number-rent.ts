import type { Instant } from "../../../kernel/clock/clock.ts";
import type { PhoneNumber } from "../../../world/agentphone-entities.ts";
import type { World } from "../../../world/world.ts";
import type { AgentPhone, PhoneCore } from "../agentphone.ts";
import { prices } from "../money/ledger.ts";

const dayMs = 86_400_000;
const monthMs = 30 * dayMs;

/** What numbers cost: a month's rent when bought and every thirty days. */
export class NumberRent {
  readonly #world: World;
  readonly #phone: AgentPhone;

  constructor({ world }: PhoneCore, phone: AgentPhone) {
    this.#world = world;
    this.#phone = phone;
  }

  /** Takes a month's rent and comes again after thirty days. */
  charge({ id, accountId }: PhoneNumber, dueAt: Instant): void {
    this.#phone.ledger.charge(accountId, "number_rent", prices.number, id);
    this.#comeAgain(id, dueAt + monthMs, dueAt + monthMs);
  }

  /**
   * Takes the rent that was due at an instant. An enforced balance that does not reach is given thirty days of grace, and
   * asked every day; then the number is lost.
   */
  collect(number: PhoneNumber, dueAt: Instant): "paid" | "owed" | "lost" {
    const now = this.#world.clock.now();
    if (this.#canPay(number.accountId)) {
      this.charge(number, dueAt);
      return "paid";
    }
    if (now >= dueAt + monthMs) return "lost";
    this.#comeAgain(number.id, now + dayMs, dueAt);
    return "owed";
  }

  #canPay(accountId: string): boolean {
    const { profiles, ledger } = this.#phone;
    const balance = ledger.balance(accountId);
    return balance === undefined || balance >= prices.number || !profiles.of(accountId).enforceBalance;
  }

  #comeAgain(numberId: string, at: Instant, dueAt: Instant): void {
    const timer = this.#world.clock.schedule({
      at,
      class: "upkeep",
      kind: "phone.rent",
      payload: { numberId, dueAt },
    });
    this.#world.tables.phoneNumbers.update(numberId, { rentTimer: timer.id });
  }
}
