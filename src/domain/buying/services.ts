import { RingbackError } from "../../kernel/errors.ts";
import { minorToDollars } from "../../kernel/money.ts";
import type { Line, PhoneConfiguration, Service } from "../../world/entities.ts";
import type { World } from "../../world/world.ts";
import type { Accounts } from "../accounts/accounts.ts";
import type { Policies } from "../accounts/policies.ts";
import type { Wallets } from "../accounts/wallets.ts";
import type { Caller } from "../caller.ts";
import type { Lines } from "../lines/lines.ts";

interface Parts {
  readonly accounts: Accounts;
  readonly policies: Policies;
  readonly wallets: Wallets;
  readonly lines: Lines;
}

/** What agents bought and manage: each phone service stands for one line. */
export class Services {
  readonly #world: World;
  readonly #parts: Parts;

  constructor(world: World, parts: Parts) {
    this.#world = world;
    this.#parts = parts;
  }

  /**
   * Rents a number as configured, or the very `number` that a scenario asks for, and opens a service for it. `errand`
   * names the wish, so that a real carrier never buys twice for it.
   */
  async rentPhone(
    caller: Caller,
    configuration: PhoneConfiguration,
    { number, errand }: { readonly number?: string | undefined; readonly errand?: string | undefined } = {},
  ): Promise<Service> {
    const line = await this.#parts.lines.rent({
      provider: "store",
      accountId: caller.accountId,
      country: configuration.countryCode,
      numberType: configuration.numberType,
      capabilities: configuration.capabilities,
      locality: configuration.locality,
      number,
      errand,
    });
    return this.#world.tables.services.insert({
      id: this.#world.nextId("svc_phone"),
      agentId: caller.agentId,
      status: "active",
      serviceType: "phone_number",
      lineId: line.id,
      balanceMinor: configuration.initialBalanceMinor,
    });
  }

  /** The agent's services, newest first. */
  list(caller: Caller, limit: number): readonly Service[] {
    return this.#world.tables.services.by("agent", caller.agentId).slice(-limit).toReversed();
  }

  /** A service of this agent. Somebody else's is as good as none. */
  get(caller: Caller, id: string): Service {
    const service = this.#world.tables.services.get(id);
    if (service?.agentId === caller.agentId) return service;
    throw new RingbackError("not_found", `There is no service ${id}. service_list shows yours.`, {
      resource: "service",
      id,
    });
  }

  /** A service that is a phone number. Throws `service_type_mismatch` for any other. */
  getPhone(caller: Caller, id: string): Service {
    const service = this.get(caller, id);
    if (service.serviceType === "phone_number") return service;
    throw new RingbackError(
      "service_type_mismatch",
      `Service ${id} is of type ${service.serviceType}, not a phone number.`,
      { serviceType: service.serviceType, expected: "phone_number" },
    );
  }

  lineOf(service: Service): Line {
    return this.#parts.lines.get(service.lineId);
  }

  /** Moves money from the wallet to a number's balance. Answers the balance before and after, in cents. */
  topUp(
    caller: Caller,
    serviceId: string,
    amountMinor: number,
  ): Promise<{ previousMinor: number; newMinor: number }> {
    return this.#world.turns.take("money", () => this.#topUp(caller, serviceId, amountMinor));
  }

  #topUp(
    caller: Caller,
    serviceId: string,
    amountMinor: number,
  ): { previousMinor: number; newMinor: number } {
    const service = this.getPhone(caller, serviceId);
    if (service.status !== "active") {
      throw new RingbackError(
        "service_not_active",
        `Service ${serviceId} is ${service.status}; only an active number can be topped up.`,
        { serviceId, status: service.status },
      );
    }
    this.#requireReasonable(caller, amountMinor);
    this.#parts.policies.require(caller, { kind: "topup", amountMinor });
    this.#parts.wallets.requireFunds(caller.accountId, amountMinor);
    const previousMinor = service.balanceMinor;
    const newMinor = previousMinor + amountMinor;
    this.#parts.wallets.spend(caller, amountMinor, `topup ${serviceId}`);
    this.#world.tables.services.update(serviceId, { balanceMinor: newMinor });
    this.#world.announce("balance.changed", { owner: serviceId, previousMinor, newMinor, reason: "topup" });
    return { previousMinor, newMinor };
  }

  #requireReasonable(caller: Caller, amountMinor: number): void {
    const { largestTopupMinor } = this.#parts.accounts.settings(caller.accountId);
    if (amountMinor <= largestTopupMinor) return;
    const message = `must be at most ${minorToDollars(largestTopupMinor)}`;
    throw new RingbackError("validation_error", `amountUsd ${message}.`, {
      issues: [{ path: "amountUsd", message }],
    });
  }
}
