import { createAgentPhoneTables } from "./agentphone-tables.ts";
import type { Call } from "./call-entities.ts";
import type {
  Account,
  Agent,
  CarrierRow,
  Counter,
  Fault,
  Key,
  Line,
  Message,
  OneTimeCode,
  Person,
  Policy,
  Purchase,
  Quote,
  Service,
  Spending,
  StoreSettings,
} from "./entities.ts";
import type { Expectation, ScenarioList, ScenarioRun } from "./scenario-entities.ts";
import type { Manners } from "./manners.ts";
import { Table } from "./table.ts";

/** Everything that is true in a world besides its time, one table for each kind of thing. */
export const createTables = () => ({
  accounts: new Table<Account, "parent" | "email">({
    parent: (account) => account.parentId,
    email: (account) => account.email,
  }),
  agents: new Table<Agent, "account">({ account: (agent) => agent.accountId }),
  keys: new Table<Key, "account">({ account: (key) => key.accountId }),
  policies: new Table<Policy>({}),
  storeSettings: new Table<StoreSettings>({}),
  quotes: new Table<Quote>({}),
  purchases: new Table<Purchase, "idempotency">({
    idempotency: (purchase) => JSON.stringify([purchase.agentId, purchase.idempotencyKey]),
  }),
  spendings: new Table<Spending, "account" | "agent" | "key">({
    account: (spending) => spending.accountId,
    agent: (spending) => spending.agentId,
    key: (spending) => spending.keyId,
  }),
  services: new Table<Service, "agent">({ agent: (service) => service.agentId }),
  lines: new Table<Line, "account">({ account: (line) => line.accountId }),
  people: new Table<Person, "name">({ name: (person) => person.name }),
  manners: new Table<Manners>({}),
  messages: new Table<Message, "line" | "unread" | "number" | "conversation">({
    line: (message) => (message.former ? undefined : message.lineId),
    unread: (message) => (message.read || message.former ? undefined : message.lineId),
    number: (message) => message.numberId,
    conversation: (message) => message.conversationId,
  }),
  calls: new Table<Call, "line" | "number" | "account" | "agent" | "live">({
    line: (call) => (call.former ? undefined : call.lineId),
    number: (call) => call.numberId ?? undefined,
    account: (call) => call.accountId,
    agent: (call) => call.agentId ?? undefined,
    live: (call) => (call.endedAt === undefined ? call.accountId : undefined),
  }),
  oneTimeCodes: new Table<OneTimeCode, "code" | "message">({
    code: (code) => code.code,
    message: (code) => code.messageId,
  }),
  ...createAgentPhoneTables(),
  faults: new Table<Fault>({}),
  scenarioRuns: new Table<ScenarioRun>({}),
  scenarioLists: new Table<ScenarioList, "run" | "armed" | "call" | "calling">({
    run: (list) => list.runId,
    armed: (list) => (list.armed ? "armed" : undefined),
    call: (list) => (list.over ? undefined : list.callId),
    calling: (list) => (list.calling === undefined ? undefined : "calling"),
  }),
  expectations: new Table<Expectation, "run" | "open">({
    run: (expectation) => expectation.runId,
    open: (expectation) => (expectation.open ? "open" : undefined),
  }),
  carrierRows: new Table<CarrierRow>({}),
  counters: new Table<Counter>({}),
});

export type Tables = ReturnType<typeof createTables>;
