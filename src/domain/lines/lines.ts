import type { Carrier } from "../../carriers/carrier.ts";
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
}

/** The numbers on the network that belong to accounts. */
export class Lines {
  readonly #world: World;
  readonly #carrier: Carrier;

  constructor(world: World, carrier: Carrier) {
    this.#world = world;
    this.#carrier = carrier;
  }

  /** Puts a number on the network for an account. Numbers are given out one at a time, so none is given twice. */
  rent(request: LineRequest): Promise<Line> {
    return this.#world.turns.take("numbers", async () => {
      const { country, numberType } = requireCountryOffer(request.country, request.numberType);
      const id =
        request.number === undefined
          ? await this.#carrier.rentNumber({
              country,
              type: numberType,
              ...(request.locality === undefined ? {} : { locality: request.locality }),
            })
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
      return line;
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

  async #claim(spelling: string): Promise<string> {
    const number = await requireCallableNumber(spelling);
    const { lines, people } = this.#world.tables;
    if (!lines.get(number) && !people.get(number)) return number;
    throw new RingbackError("number_unavailable", `The number ${number} is already in use in this world.`, {
      number,
    });
  }
}
