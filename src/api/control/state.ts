import type { stateOperations } from "../../contract/control/state.ts";
import type { OutputOf } from "../../contract/operation.ts";
import { minorToDollars } from "../../kernel/money.ts";
import { toMillisecondText } from "../../kernel/time-text.ts";
import type { Account, Line, Service } from "../../world/entities.ts";
import type { Tables } from "../../world/tables.ts";
import type { HandlersOf } from "../context.ts";

type State = OutputOf<(typeof stateOperations)["control.world.state"]>;

export const stateHandlers: HandlersOf<typeof stateOperations> = {
  "control.world.state": (_input, { running }) => {
    const { tables, clock } = running.world;
    const accounts = named(tables.accounts.all());
    return {
      now: toMillisecondText(clock.now()),
      lines: readLines(tables, accounts),
      accounts: toRecord(accounts, (account) => readAccount(account, tables)),
      people: toRecord(named(tables.people.all()), ({ id }) => ({ number: id })),
      calls: readCalls(tables),
      otps: readCodes(tables),
      faults: readFaults(tables),
      scenarios: readScenarios(tables),
    };
  },
};

const readLines = (tables: Tables, accounts: Named<Account>): State["lines"] => {
  const services = new Map(
    Array.from(tables.services.all(), (service) => [service.lineId, service] as const),
  );
  const names = new Map(Array.from(accounts, ([name, { id }]) => [id, name] as const));
  return Object.fromEntries(
    Array.from(tables.lines.all(), (line) => {
      const account = names.get(line.accountId) ?? line.accountId;
      const rented = { line, account, service: services.get(line.id) };
      return [line.id, { ...readLine(rented, tables), ...readPhoneNumber(line, tables) }];
    }),
  );
};

interface Rented {
  readonly line: Line;
  readonly account: string;
  readonly service: Service | undefined;
}

const readLine = ({ line, account, service }: Rented, tables: Tables): State["lines"][string] => {
  const calls = tables.calls.by("line", line.id);
  return {
    provider: line.provider,
    country: line.country,
    type: line.numberType,
    account,
    ...(service !== undefined && {
      serviceId: service.id,
      status: service.status,
      balanceUsd: toDollars(service.balanceMinor),
    }),
    messages: tables.messages.by("line", line.id).length,
    unread: tables.messages.by("unread", line.id).length,
    calls: calls.length,
    missedCalls: calls.filter(({ status }) => status === "missed").length,
  };
};

/** What a number of AgentPhone's is besides. */
const readPhoneNumber = ({ id }: Line, { phoneNumbers, phoneAgents }: Tables) => {
  const [number] = phoneNumbers.by("active", id);
  if (number === undefined) return {};
  const agent = phoneAgents.get(number.agentId ?? "")?.name;
  return {
    type: number.type,
    numberId: number.id,
    status: number.status,
    ...(agent !== undefined && { agent }),
  };
};

const readAccount = (
  { id, walletMinor, creditMills }: Account,
  tables: Tables,
): State["accounts"][string] => {
  const agents = tables.agents.by("account", id).map((agent) => agent.id);
  const spentMinor = tables.spendings
    .by("account", id)
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return {
    id,
    walletUsd: toDollars(walletMinor),
    spentUsd: toDollars(spentMinor),
    purchases: count(tables.purchases.all(), ({ agentId }) => agents.includes(agentId)),
    services: agents.reduce((sum, agent) => sum + tables.services.by("agent", agent).length, 0),
    lines: tables.lines.by("account", id).length,
    phoneAgents: tables.phoneAgents.by("account", id).length,
    ...(creditMills !== undefined && { creditUsd: creditMills / 1000 }),
    costUsd: readCostMills(id, tables) / 1000,
  };
};

const readCostMills = (accountId: string, { ledger }: Tables): number =>
  ledger
    .by("account", accountId)
    .reduce((sum, { kind, amountMills }) => (kind === "credit" ? sum : sum - amountMills), 0);

const readCalls = ({ calls }: Tables): State["calls"] => {
  const phases = { ringing: 0, talking: 0, over: 0 };
  const [byStatus, byReason]: [Counts, Counts] = [{}, {}];
  for (const { phase, status, disconnectionReason } of calls.all()) {
    phases[phase] += 1;
    if (phase !== "over") continue;
    byStatus[status] = (byStatus[status] ?? 0) + 1;
    if (disconnectionReason === undefined) continue;
    byReason[disconnectionReason] = (byReason[disconnectionReason] ?? 0) + 1;
  }
  return { ...phases, byStatus, byReason };
};

type Counts = Record<string, number>;

const readCodes = ({ oneTimeCodes }: Tables): State["otps"] => ({
  issued: oneTimeCodes.size,
  used: count(oneTimeCodes.all(), ({ used }) => used),
  expired: count(oneTimeCodes.all(), ({ expired }) => expired),
});

const readFaults = ({ faults }: Tables): State["faults"] =>
  Object.fromEntries(
    Array.from(faults.all(), ({ id, point, struck, timesLeft }) => [
      id,
      { point, struck, ...(timesLeft !== undefined && { timesLeft }) },
    ]),
  );

const readScenarios = ({ scenarioRuns }: Tables): State["scenarios"] =>
  Object.fromEntries(
    Array.from(scenarioRuns.all(), ({ id, name, ended, stepsDone, stepsFailed }) => [
      id,
      { name, ended, stepsDone, stepsFailed },
    ]),
  );

type Named<Row> = ReadonlyMap<string, Row>;

/** Rows by their names. Where two have the same, the older keeps it and the other goes by its id. */
const named = <Row extends { readonly id: string; readonly name: string }>(
  rows: Iterable<Row>,
): Named<Row> => {
  const found = new Map<string, Row>();
  for (const row of rows) found.set(found.has(row.name) ? row.id : row.name, row);
  return found;
};

const toRecord = <Row, Read>(rows: Named<Row>, read: (row: Row) => Read): Record<string, Read> =>
  Object.fromEntries(Array.from(rows, ([name, row]) => [name, read(row)]));

const toDollars = (minor: number): number => Number(minorToDollars(minor));

const count = <Kind>(rows: Iterable<Kind>, isMeant: (row: Kind) => boolean): number => {
  let found = 0;
  for (const row of rows) if (isMeant(row)) found += 1;
  return found;
};
