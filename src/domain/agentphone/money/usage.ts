import type { PhoneNumber, Profile, UsageQuarter } from "../../../world/agentphone-entities.ts";
import type { World } from "../../../world/world.ts";
import type { AgentPhone, PhoneCore } from "../agentphone.ts";
import { lastDays, lastMonths, type Period, periodAround, type Span } from "./calendar.ts";
import { firstWhere } from "../paging.ts";
import { addUp, type Counts, nothingUsed, sumsFrom, usageByAgent } from "./usage-sums.ts";

/** Who uses something in which quarter of an hour. */
interface QuarterUse extends UsedBy {
  readonly quarter: number;
}

const quarterMs = 900_000;
const dayMs = 86_400_000;

/** What the published plan allows in a month. Nothing holds anybody to it. */
export const monthlyLimits = { messagesPerMonth: 10_000, voiceMinutesPerMonth: 500 } as const;

/** Who used something: an account, by which of its numbers and agents. */
export interface UsedBy {
  readonly accountId: string;
  readonly numberId: string | null;
  readonly agentId: string | null;
}

/** All of an account's use, and some of it in the last day, week and month. */
export interface UsageOverview {
  readonly profile: Profile;
  readonly numbers: number;
  readonly messages: Recent;
  readonly calls: Recent;
  readonly total: Counts;
  readonly segmentsLast30Days: number;
  /** The present month, in UTC. */
  readonly period: Span;
}

/** How many there are, and how many of them are younger than a day, seven and thirty. */
export interface Recent {
  readonly total: number;
  readonly day: number;
  readonly week: number;
  readonly month: number;
}

/** How much was used, by quarter of an hour, number and agent. */
export class Usage {
  readonly #world: World;
  readonly #phone: AgentPhone;
  /** Whose id was made last: mostly the next one's too, and to make it anew costs more than to count. */
  #latest: { readonly about: QuarterUse; readonly id: string } | undefined;

  constructor({ world }: PhoneCore, phone: AgentPhone) {
    this.#world = world;
    this.#phone = phone;
  }

  /** Counts something that was used now. */
  count({ accountId, numberId, agentId }: UsedBy, used: Partial<Counts>): void {
    const { tables, clock } = this.#world;
    const quarter = Math.floor(clock.now() / quarterMs) * quarterMs;
    const about = { accountId, quarter, numberId, agentId };
    const id = this.#idOf(about);
    const row = tables.usageQuarters.get(id) ?? tables.usageQuarters.insert({ id, ...about, ...nothingUsed });
    tables.usageQuarters.update(id, addUp(row, used));
  }

  overview(accountId: string): UsageOverview {
    const { tables, clock } = this.#world;
    const now = clock.now();
    const numbers = tables.phoneNumbers.by("account", accountId);
    const rows = this.#rows(accountId);
    const total = sumsFrom(rows, [Number.NEGATIVE_INFINITY])[0] ?? nothingUsed;
    const [month = nothingUsed] = sumsFrom(rows, [now - 30 * dayMs]);
    return {
      profile: this.#phone.profiles.of(accountId),
      numbers: numbers.filter(({ status }) => status === "active").length,
      messages: this.#recent(
        numbers.map(({ id }) => tables.messages.by("number", id)),
        ({ receivedAt }) => receivedAt,
      ),
      calls: this.#recent([tables.calls.by("account", accountId)], ({ startedAt }) => startedAt),
      total,
      segmentsLast30Days: month.segments,
      period: periodAround(now, "month", "UTC"),
    };
  }

  /** What was used on each of the last so many days in UTC, today the last of them. */
  daily(accountId: string, days: number): readonly (Counts & { readonly start: number })[] {
    return this.#points(accountId, lastDays(this.#world.clock.now(), days));
  }

  /** What was used in each of the last so many months in UTC, this one the last of them. */
  monthly(accountId: string, months: number): readonly (Counts & { readonly start: number })[] {
    return this.#points(accountId, lastMonths(this.#world.clock.now(), months));
  }

  /** What each number of an account has ever been used for, the newest first. */
  byNumber(
    accountId: string,
  ): readonly { readonly number: PhoneNumber; readonly messages: number; readonly calls: number }[] {
    const { phoneNumbers, messages, calls } = this.#world.tables;
    return phoneNumbers
      .by("account", accountId)
      .map((number) => ({
        number,
        messages: messages.by("number", number.id).length,
        calls: calls.by("number", number.id).length,
      }))
      .toReversed();
  }

  /** What each agent has used in the present week, month or year of a zone: every agent there is, then those that are gone, then none. */
  byAgent(accountId: string, period: Period, zone: string) {
    const span = periodAround(this.#world.clock.now(), period, zone);
    const agents = this.#world.tables.phoneAgents.by("account", accountId).toReversed();
    return { span, agents: usageByAgent(this.#rows(accountId), span, agents) };
  }

  #idOf(about: QuarterUse): string {
    if (this.#latest === undefined || !isSame(this.#latest.about, about)) {
      const { accountId, quarter, numberId, agentId } = about;
      this.#latest = { about, id: `${accountId} ${quarter} ${numberId ?? ""} ${agentId ?? ""}` };
    }
    return this.#latest.id;
  }

  #rows(accountId: string): readonly UsageQuarter[] {
    return this.#world.tables.usageQuarters.by("account", accountId);
  }

  #points(accountId: string, starts: readonly number[]) {
    const sums = sumsFrom(this.#rows(accountId), starts);
    return starts.map((start, place) => ({ start, ...(sums[place] ?? nothingUsed) }));
  }

  #recent<Row>(lists: readonly (readonly Row[])[], atOf: (row: Row) => number): Recent {
    const now = this.#world.clock.now();
    const since = (days: number): number =>
      sum(lists.map((rows) => rows.length - firstWhere(rows, (row) => atOf(row) > now - days * dayMs)));
    return { total: sum(lists.map(({ length }) => length)), day: since(1), week: since(7), month: since(30) };
  }
}

const isSame = (one: QuarterUse, other: QuarterUse): boolean =>
  one.quarter === other.quarter &&
  one.accountId === other.accountId &&
  one.numberId === other.numberId &&
  one.agentId === other.agentId;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
