import type { Instant } from "../../../kernel/clock/clock.ts";
import type { PhoneAgent, UsageQuarter } from "../../../world/agentphone-entities.ts";
import type { Span } from "./calendar.ts";
import { firstWhere } from "../paging.ts";

/** How much of each thing was used. */
export type Counts = Omit<UsageQuarter, "id" | "accountId" | "quarter" | "numberId" | "agentId">;

export const nothingUsed: Counts = {
  messages: 0,
  segments: 0,
  calls: 0,
  completedCalls: 0,
  callSeconds: 0,
  deliveries: 0,
  deliveriesOk: 0,
  deliveriesFailed: 0,
};

/** What an agent used in a period. Without an id: what was used without one. */
export interface AgentUsage {
  readonly agentId: string | null;
  /** Absent for an agent that is gone. */
  readonly name?: string | undefined;
  readonly used: Counts;
}

/** One and the other together. */
export const addUp = (one: Counts, other: Partial<Counts>): Counts => ({
  messages: one.messages + (other.messages ?? 0),
  segments: one.segments + (other.segments ?? 0),
  calls: one.calls + (other.calls ?? 0),
  completedCalls: one.completedCalls + (other.completedCalls ?? 0),
  callSeconds: one.callSeconds + (other.callSeconds ?? 0),
  deliveries: one.deliveries + (other.deliveries ?? 0),
  deliveriesOk: one.deliveriesOk + (other.deliveriesOk ?? 0),
  deliveriesFailed: one.deliveriesFailed + (other.deliveriesFailed ?? 0),
});

/** What was used from each of these instants until the next of them, and from the last of them on. Rows stand in the order of time. */
export const sumsFrom = (rows: readonly UsageQuarter[], starts: readonly Instant[]): readonly Counts[] => {
  const sums = starts.map(() => ({ ...nothingUsed }));
  const [first = Number.POSITIVE_INFINITY] = starts;
  let place = 0;
  for (let index = firstWhere(rows, ({ quarter }) => quarter >= first); index < rows.length; index += 1) {
    const row = rows[index];
    if (row === undefined) break;
    while ((starts[place + 1] ?? Number.POSITIVE_INFINITY) <= row.quarter) place += 1;
    const sum = sums[place];
    if (sum !== undefined) addTo(sum, row);
  }
  return sums;
};

/** What each agent used in a span: those there are, in their order, then those that are gone, then what was used without one. */
export const usageByAgent = (
  rows: readonly UsageQuarter[],
  { start, end }: Span,
  agents: readonly PhoneAgent[],
): readonly AgentUsage[] => {
  const known: readonly (readonly [string, Draft])[] = agents.map(({ id }) => [id, { ...nothingUsed }]);
  const byAgent = new Map<string | null, Draft>(known);
  const from = firstWhere(rows, ({ quarter }) => quarter >= start);
  const to = firstWhere(rows, ({ quarter }) => quarter >= end);
  for (const row of rows.slice(from, to)) {
    const used = byAgent.get(row.agentId) ?? { ...nothingUsed };
    byAgent.set(row.agentId, used);
    addTo(used, row);
  }
  const names = new Map(agents.map(({ id, name }) => [id, name]));
  const told = [...byAgent].map(([agentId, used]) => ({
    agentId,
    name: agentId === null ? undefined : names.get(agentId),
    used,
  }));
  return [
    ...told.filter(({ agentId }) => agentId !== null),
    ...told.filter(({ agentId }) => agentId === null),
  ];
};

type Draft = { -readonly [Name in keyof Counts]: Counts[Name] };

const addTo = (sum: Draft, row: Counts): void => {
  sum.messages += row.messages;
  sum.segments += row.segments;
  sum.calls += row.calls;
  sum.completedCalls += row.completedCalls;
  sum.callSeconds += row.callSeconds;
  sum.deliveries += row.deliveries;
  sum.deliveriesOk += row.deliveriesOk;
  sum.deliveriesFailed += row.deliveriesFailed;
};
