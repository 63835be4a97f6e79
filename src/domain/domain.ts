import type { Carrier } from "../carriers/carrier.ts";
import { limitKind } from "../kernel/clock/time-limits.ts";
import type { JsonObject } from "../kernel/json.ts";
import type { World } from "../world/world.ts";
import { Accounts } from "./accounts/accounts.ts";
import { Policies } from "./accounts/policies.ts";
import { Wallets } from "./accounts/wallets.ts";
import { Purchases } from "./buying/purchases.ts";
import { Quotes } from "./buying/quotes.ts";
import { Services } from "./buying/services.ts";
import { Catalog } from "./catalog/catalog.ts";
import { Delays } from "./faults/delays.ts";
import { Faults } from "./faults/faults.ts";
import { Calls } from "./lines/calls.ts";
import { Lines } from "./lines/lines.ts";
import { Messages } from "./lines/messages.ts";
import { Codes } from "./people/codes.ts";
import { People } from "./people/people.ts";

/** What a timer of some kind does when its instant comes. */
export type TimerHandler = (payload: JsonObject) => void | Promise<void>;

/** Everything that can be done in one world, and what its timers do. */
export interface Domain {
  readonly accounts: Accounts;
  readonly wallets: Wallets;
  readonly policies: Policies;
  readonly catalog: Catalog;
  readonly quotes: Quotes;
  readonly purchases: Purchases;
  readonly services: Services;
  readonly lines: Lines;
  readonly messages: Messages;
  readonly calls: Calls;
  readonly people: People;
  readonly codes: Codes;
  readonly faults: Faults;
  readonly delays: Delays;
  readonly timerHandlers: Readonly<Record<string, TimerHandler>>;
}

/** Builds the services of a world over its carrier and connects the two. */
export const createDomain = (world: World, carrier: Carrier): Domain => {
  const accounts = new Accounts(world);
  const wallets = new Wallets(world, accounts);
  const policies = new Policies(world);
  const catalog = new Catalog();
  const lines = new Lines(world, carrier);
  const messages = new Messages(world, lines);
  const calls = new Calls(world, lines);
  const codes = new Codes(world);
  const people = new People(world, carrier, codes);
  const delays = new Delays(world);
  const services = new Services(world, { accounts, policies, wallets, lines });
  const quotes = new Quotes(world, catalog, accounts);
  const purchases = new Purchases(world, { catalog, quotes, policies, wallets, services });
  carrier.connect({
    messageArrived: (message) => void messages.receive(message),
    callArrived: (call) => void calls.receive(call),
  });
  return {
    accounts,
    wallets,
    policies,
    catalog,
    quotes,
    purchases,
    services,
    lines,
    messages,
    calls,
    people,
    codes,
    faults: new Faults(world),
    delays,
    timerHandlers: {
      "call.ring": (payload) => calls.stopRinging(textOf(payload, "callId")),
      "fault.delay": (payload) => delays.end(textOf(payload, "delayId")),
      "code.expiry": (payload) => codes.expire(textOf(payload, "otpId")),
      [limitKind]: (payload) => world.limits.pass(textOf(payload, "limit")),
    },
  };
};

const textOf = (payload: JsonObject, name: string): string => {
  const value = payload[name];
  if (typeof value === "string") return value;
  throw new Error(`A timer came without its ${name}.`);
};
