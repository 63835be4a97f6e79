import { RingbackError } from "../kernel/errors.ts";
import { dollarsToMinor } from "../kernel/money.ts";
import type { Numbered } from "./events.ts";
import type { Ask } from "./world-port.ts";

/** A telephone number that an account holds, in E.164. */
export interface Line extends Numbered {
  /** The service it was rented from: `store` or `agentphone`. */
  readonly provider: string;
}

/** A line of the store that was just rented. */
export interface RentedLine extends Line {
  /** What the store calls it in its paths: `/services/<serviceId>/phone/messages`. */
  readonly serviceId: string;
}

/** A line of AgentPhone that was just rented. */
export interface RentedPhoneLine extends Line {
  /** What AgentPhone calls it in its paths: `/v1/numbers/<numberId>/messages`. */
  readonly numberId: string;
}

/** A number of the store to rent. */
export interface RentRequest {
  /** Default: the store. */
  readonly provider?: "store";
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

/** A number of AgentPhone to rent. */
export interface PhoneRentRequest {
  readonly provider: "agentphone";
  readonly country: "US" | "CA";
  /** `sms` (default), or `imessage` for one that has both. */
  readonly type?: "sms" | "imessage";
  /** A number in particular. Default: the next free one. */
  readonly number?: string;
  /** Three digits, such as `415`, where there is a number left. */
  readonly areaCode?: string;
  /** The agent that it is attached to, or its id. Default: none. */
  readonly agent?: { readonly id: string } | string;
}

/** The lines of a world. */
export interface Lines {
  /**
   * Puts a number of AgentPhone on the network for the default account, without a purchase and without money.
   * Throws `not_found` for an agent that is not there, `unsupported_configuration`, `number_unavailable`, `number_protected`.
   */
  rent(request: PhoneRentRequest): Promise<RentedPhoneLine>;
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
  // Each kind of request has an answer of its own, which only the overloads can say.
  rent: async (request: RentRequest | PhoneRentRequest): Promise<never> =>
    (request.provider === "agentphone" ? rentPhone(ask, request) : rentStore(ask, request)) as never,
  list: async () => (await ask("control.lines.list", {})).lines,
});

const rentStore = async (ask: Ask, { balanceUsd, ...request }: RentRequest): Promise<RentedLine> => {
  const balance = balanceUsd === undefined ? {} : { balanceMinor: readDollars(balanceUsd) };
  const rented = await ask("control.lines.create", { provider: "store", ...request, ...balance });
  const { number, provider, serviceId = "" } = rented;
  return { number, provider, serviceId };
};

const rentPhone = async (
  ask: Ask,
  { areaCode, agent, ...request }: PhoneRentRequest,
): Promise<RentedPhoneLine> => {
  const rented = await ask("control.lines.create", {
    ...request,
    ...(areaCode !== undefined && { locality: areaCode }),
    ...(agent !== undefined && { agentId: typeof agent === "string" ? agent : agent.id }),
  });
  const { number, provider, numberId = "" } = rented;
  return { number, provider, numberId };
};

const readDollars = (dollars: number): number => {
  const minor = dollarsToMinor(dollars);
  if (minor !== undefined) return minor;
  const message = "must be dollars with at most two decimals";
  throw new RingbackError("validation_error", `balanceUsd ${message}.`, {
    issues: [{ path: "balanceUsd", message }],
  });
};
