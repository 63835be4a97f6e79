import type { Carrier, NumberQuery } from "../../carriers/carrier.ts";
import { RingbackError } from "../../kernel/errors.ts";
import type { Line } from "../../world/entities.ts";
import type { World } from "../../world/world.ts";
import { requireCallableNumber } from "../numbers/callable-number.ts";
import { requireCountryOffer } from "../numbers/country-offer.ts";

/** What a new line should be. `number` asks for that very number, `locality` only wishes. */
export interface LineRequest {
  readonly provider: string;
  readonly accountId: string;
  readonly country: string;
  readonly numberType: string;
  readonly capabilities: readonly string[];
  readonly locality?: string | undefined;
  readonly number?: string | undefined;
  /** The area code that `locality` names is wanted and no other. */
  readonly nowhereElse?: boolean | undefined;
  /** Names the wish, so that a real carrier never buys twice for it. */
  readonly errand?: string | undefined;
}

/** The numbers on the network that belong to accounts. */
export class Lines {
  readonly #world: World;
  readonly #carrier: Carrier;

  constructor(world: World, carrier: Carrier) {
    this.#world = world;
    this.#carrier = carrier;
  }

  /**
   * Puts a number on the network for an account. Numbers are given out one at a time, so none is given twice. What
   * belongs to the line, `furnish` adds in the same step.
   */
  rent(request: LineRequest, furnish?: (line: Line) => void): Promise<Line> {
    return this.#world.turns.take("numbers", async () => {
      const { country, numberType } = requireCountryOffer(request.country, request.numberType);
      const id =
        request.number === undefined
          ? await this.#find(request, numberType)
          : await this.#claim(request.number);
      const { provider, accountId, capabilities } = request;
      const line = this.#world.tables.lines.insert({
        id,
        provider,
        accountId,
        country,
        numberType,
        capabilities,
      });
      this.#world.announce("line.rented", { line: id, account: accountId, provider, country, numberType });
      furnish?.(line);
      return line;
    });
  }

  /** Gives a line back to the network. What else has to end with it, `clear` ends in the same step. */
  release(id: string, clear?: () => void): Promise<void> {
    return this.#world.turns.take("numbers", async () => {
      const { accountId, provider } = this.get(id);
      await this.#carrier.releaseNumber(id);
      this.#world.tables.lines.remove(id);
      this.#world.announce("line.released", { line: id, account: accountId, provider });
      clear?.();
    });
  }

  get(id: string): Line {
    const line = this.#world.tables.lines.get(id);
    if (line !== undefined) return line;
    throw new RingbackError("not_found", `No line of this world has the number ${id}.`, {
      resource: "line",
      id,
    });
  }

  async #find(
    { country, locality, nowhereElse, errand }: LineRequest,
    type: NumberQuery["type"],
  ): Promise<string> {
    const number = await this.#carrier.rentNumber({
      country,
      type,
      ...(locality !== undefined && { locality }),
      ...(errand !== undefined && { errand }),
    });
    if (nowhereElse !== true || locality === undefined || number.startsWith(`+1${locality}`)) return number;
    await this.#carrier.releaseNumber(number);
    throw new RingbackError("number_unavailable", `No number of the area code ${locality} is left.`, {
      areaCode: locality,
    });
  }

  async #claim(spelling: string): Promise<string> {
    const number = await requireCallableNumber(spelling);
    const { lines, people } = this.#world.tables;
    if (!lines.get(number) && !people.get(number)) {
      await this.#carrier.claimNumber(number);
      return number;
    }
    throw new RingbackError("number_unavailable", `The number ${number} is already in use in this world.`, {
      number,
    });
  }
}
