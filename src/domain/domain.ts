import type { Carrier } from "../carriers/carrier.ts";
import type { World } from "../world/world.ts";
import { type AgentPhone, createAgentPhone } from "./agentphone/agentphone.ts";
import { Accounts } from "./accounts/accounts.ts";
import { Policies } from "./accounts/policies.ts";
import { Wallets } from "./accounts/wallets.ts";
import { Purchases } from "./buying/purchases.ts";
import { Quotes } from "./buying/quotes.ts";
import { Services } from "./buying/services.ts";
import { FarEnds } from "./calls/far-ends.ts";
import { Switchboard } from "./calls/switchboard.ts";
import { Catalog } from "./catalog/catalog.ts";
import { connectCarrier } from "./connect-carrier.ts";
import { Delays } from "./faults/delays.ts";
import { Faults } from "./faults/faults.ts";
import { Calls } from "./lines/calls.ts";
import { Lines } from "./lines/lines.ts";
import { Messages } from "./lines/messages.ts";
import { Codes } from "./people/codes.ts";
import { People } from "./people/people.ts";
import { type TimerHandler, timerHandlersOf } from "./timer-handlers.ts";

export type { TimerHandler } from "./timer-handlers.ts";

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
  readonly switchboard: Switchboard;
  readonly farEnds: FarEnds;
  readonly people: People;
  readonly codes: Codes;
  readonly agentphone: AgentPhone;
  readonly faults: Faults;
  readonly delays: Delays;
  readonly timerHandlers: Readonly<Record<string, TimerHandler>>;
}

/** What a domain may do beyond its world. */
export interface DomainOptions {
  /** Hosts beyond this machine to which webhooks may be sent; `*` stands for anything. */
  readonly webhookHosts?: readonly string[] | undefined;
}

/** Builds the services of a world over its carrier and connects the two. */
export const createDomain = (
  world: World,
  carrier: Carrier,
  { webhookHosts }: DomainOptions = {},
): Domain => {
  const accounts = new Accounts(world);
  const wallets = new Wallets(world, accounts);
  const policies = new Policies(world);
  const catalog = new Catalog();
  const lines = new Lines(world, carrier);
  const messages = new Messages(world, lines);
  const calls = new Calls(world, lines);
  const codes = new Codes(world);
  const switchboard: Switchboard = new Switchboard({
    world,
    carrier,
    codes,
    ownerOf: ({ accountId }) => (accountId === undefined ? calls : agentphone.callSide),
  });
  const farEnds = new FarEnds(world, carrier, switchboard);
  const people = new People(world, carrier, codes);
  const delays = new Delays(world);
  const services = new Services(world, { accounts, policies, wallets, lines });
  const quotes = new Quotes(world, catalog, accounts);
  const purchases = new Purchases(world, { catalog, quotes, policies, wallets, services });
  const faults = new Faults(world);
  const shared = { world, carrier, accounts, lines, messages, switchboard, codes, faults };
  const agentphone = createAgentPhone({ ...shared, webhookHosts });
  connectCarrier(carrier, { agentphone, messages, calls, codes, switchboard });
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
    switchboard,
    farEnds,
    people,
    codes,
    agentphone,
    faults,
    delays,
    timerHandlers: timerHandlersOf(world, { carrier, switchboard, codes, delays, agentphone }),
  };
};
