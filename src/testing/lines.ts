import { RingbackError } from "../kernel/errors.ts";
import { dollarsToMinor } from "../kernel/money.ts";
import type { Numbered } from "./events.ts";
import type { Ask } from "./world-port.ts";

/** A telephone number that an account holds, in E.164. */
export interface Line extends Numbered {
  /** The service it was rented from, such as `store`. */
  readonly provider: string;
}

/** A line that was just rented. */
export interface RentedLine extends Line {
  /** What the store calls it in its paths: `/services/<serviceId>/phone/messages`. */
  readonly serviceId: string;
}

/** A number to rent. */
export interface RentRequest {
  /** ISO 3166, two letters: `US`. */
  readonly country: string;
  /** `local` (default), `mobile`, `toll_free`, as the country offers. */
  readonly type?: string;
  /** A number in particular. Default: the next free one. */
  readonly number?: string;
  /** A place that the country has numbers for, such as `new-york`. */
  readonly locality?: string;
  /** What the number starts with, in dollars with at most two decimals. Default 0. */
  readonly balanceUsd?: number;
}

/** The lines of a world. */
export interface Lines {
  /**
   * Puts a number of the default account on the network, without a purchase and without money.
   * Throws `unsupported_configuration`, `number_unavailable`, `number_protected`.
   */
  rent(request: RentRequest): Promise<RentedLine>;
  /** Every line, those that agents rented too, with the account that holds it. */
  list(): Promise<readonly (Line & { readonly account: string })[]>;
}

/** The lines of the world that is asked. */
export const linesOf = (ask: Ask): Lines => ({
  rent: ({ balanceUsd, ...request }) =>
    ask("control.lines.create", {
      provider: "store",
      ...request,
      ...(balanceUsd !== undefined && { balanceMinor: readDollars(balanceUsd) }),
    }),
  list: async () => (await ask("control.lines.list", {})).lines,
});

const readDollars = (dollars: number): number => {
  const minor = dollarsToMinor(dollars);
  if (minor !== undefined) return minor;
  const message = "must be dollars with at most two decimals";
  throw new RingbackError("validation_error", `balanceUsd ${message}.`, {
    issues: [{ path: "balanceUsd", message }],
  });
};
