import { RingbackError } from "../../../kernel/errors.ts";
import type { PhoneNumber } from "../../../world/agentphone-entities.ts";
import type { World } from "../../../world/world.ts";
import type { Lines } from "../../lines/lines.ts";
import type { AgentPhone, PhoneCore } from "../agentphone.ts";
import { NumberRent } from "./number-rent.ts";
import { NumberShop, type NumberWish } from "./number-shop.ts";
import { newestPage, type Page } from "../paging.ts";

/** The numbers that accounts hold, or held, at AgentPhone. */
export class PhoneNumbers {
  readonly #world: World;
  readonly #phone: AgentPhone;
  readonly #lines: Lines;
  readonly #shop: NumberShop;
  readonly #rent: NumberRent;

  constructor(core: PhoneCore, phone: AgentPhone) {
    this.#world = core.world;
    this.#phone = phone;
    this.#lines = core.lines;
    this.#rent = new NumberRent(core, phone);
    this.#shop = new NumberShop(core, phone, this.#rent);
  }

  /** Buys a number: a line of the network that belongs to the account from now on, and its first month's rent. */
  buy(accountId: string, wish: NumberWish): Promise<PhoneNumber> {
    return this.#shop.buy(accountId, wish);
  }

  /** Gives an account a number that it does not pay for: any, or a certain one. */
  declare(accountId: string, wish: NumberWish): Promise<PhoneNumber> {
    return this.#shop.declare(accountId, wish);
  }

  /** Throws `not_found` for a number that the account never held. Released ones are found too. */
  get(accountId: string, id: string): PhoneNumber {
    const number = this.#world.tables.phoneNumbers.get(id);
    if (number?.accountId === accountId) return number;
    const cure = /^\+?\d{6,}$/.test(id) ? " Here a number goes by its id: GET /v1/numbers tells it." : "";
    throw new RingbackError("not_found", `This account has no number ${id}.${cure}`, {
      resource: "number",
      id,
      says: "Number not found.",
    });
  }

  /** A number that the account still holds. Throws `already_released`. */
  getActive(accountId: string, id: string): PhoneNumber {
    const number = this.get(accountId, id);
    if (number.status === "active") return number;
    throw new RingbackError(
      "already_released",
      `The number ${number.phoneNumber} (${id}) has been released for good.`,
      { id, says: "Phone number has already been released." },
    );
  }

  /** The numbers that an account holds now, newest first. */
  list(accountId: string, page: { limit: number; offset?: number | undefined }): Page<PhoneNumber> {
    const { phoneNumbers } = this.#world.tables;
    return newestPage(
      phoneNumbers.by("account", accountId).filter(({ status }) => status === "active"),
      page,
    );
  }

  /** The active number on a line, whoever holds it; undefined where the line is not AgentPhone's. */
  ofLine(e164: string): PhoneNumber | undefined {
    return this.#world.tables.phoneNumbers.by("active", e164)[0];
  }

  /** An agent's active numbers, the one attached the longest first. */
  ofAgent(agentId: string): readonly PhoneNumber[] {
    return this.#world.tables.phoneNumbers
      .by("agent", agentId)
      .filter(({ status }) => status === "active")
      .toSorted((one, other) => (one.attachedAs ?? 0) - (other.attachedAs ?? 0));
  }

  /** Whether a number may send SMS: where the account's profile wants a registration, as far as that has come. */
  outboundSms({ accountId, type }: PhoneNumber): "enabled" | "activating" | "registration_required" {
    if (type === "imessage" || !this.#phone.profiles.of(accountId).requireRegistration) return "enabled";
    const registration = this.#phone.registrations.of(accountId);
    if (registration?.status === "approved") return "enabled";
    return registration?.status === "pending" ? "activating" : "registration_required";
  }

  /** Gives a number to an agent of the same account, away from any other. Throws `already_released`. */
  attach(accountId: string, agentId: string, id: string): PhoneNumber {
    this.#phone.agents.get(accountId, agentId);
    const number = this.getActive(accountId, id);
    return number.agentId === agentId ? number : this.#shop.attach(number, agentId);
  }

  /** Takes a number from its agent; it stays active. Throws `not_found` where the agent does not have it. */
  detach(accountId: string, agentId: string, id: string): void {
    this.#phone.agents.get(accountId, agentId);
    const number = this.get(accountId, id);
    if (number.agentId === agentId) {
      this.#world.tables.phoneNumbers.update(id, { agentId: null, attachedAs: undefined });
      return;
    }
    throw new RingbackError("not_found", `The number ${id} is not attached to agent ${agentId}.`, {
      resource: "number",
      id,
      says: "Number not found on this agent.",
    });
  }

  /** Gives a number back for good. What was sent and received with it stays. Throws `already_released`. */
  async release(accountId: string, id: string): Promise<PhoneNumber> {
    await this.#world.turns.take(`release ${id}`, async () => {
      const number = this.getActive(accountId, id);
      await this.#lines.release(number.phoneNumber, () => this.#close(number));
    });
    return this.get(accountId, id);
  }

  /** The rent of a number has come due at an instant, now or in the days of grace before. */
  async collectRent(id: string, dueAt: number): Promise<void> {
    const number = this.#world.tables.phoneNumbers.get(id);
    if (number?.status !== "active") return;
    if (this.#rent.collect(number, dueAt) === "lost") await this.release(number.accountId, id);
  }

  #close({ id, phoneNumber, rentTimer }: PhoneNumber): void {
    const { tables, clock } = this.#world;
    if (rentTimer !== undefined) clock.cancel(rentTimer);
    tables.phoneNumbers.update(id, {
      status: "released",
      releasedAt: clock.now(),
      agentId: null,
      attachedAs: undefined,
      rentTimer: undefined,
    });
    // Whoever rents the number next must not find a stranger's texts and calls on the line.
    for (const { id: message } of tables.messages.by("line", phoneNumber).toReversed())
      tables.messages.update(message, { former: true });
    for (const { id: call } of tables.calls.by("line", phoneNumber).toReversed())
      tables.calls.update(call, { former: true });
    for (const optOut of tables.optOuts.all()) {
      if (optOut.line === phoneNumber) tables.optOuts.remove(optOut.id);
    }
  }
}
