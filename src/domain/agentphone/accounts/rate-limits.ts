import { RingbackError } from "../../../kernel/errors.ts";
import type { World } from "../../../world/world.ts";
import type { AgentPhone, PhoneCore } from "../agentphone.ts";

/** So many times within so many milliseconds of the world's time. */
interface Limit {
  readonly times: number;
  readonly perMs: number;
}

/** What counts towards a limit: whose account, by which key, what was asked. */
export interface RateSubject {
  readonly accountId: string;
  readonly key: string;
  readonly operation: string;
}

/** How often each key has asked for what, where the account's profile wants the vendor's limits held. */
export class RateLimits {
  readonly #world: World;
  readonly #phone: AgentPhone;

  constructor({ world }: PhoneCore, phone: AgentPhone) {
    this.#world = world;
    this.#phone = phone;
  }

  /** Counts a request. Throws `rate_limited`, with the seconds to wait, once a window is full. */
  pass({ accountId, key, operation }: RateSubject, limits: readonly Limit[]): void {
    if (!this.#phone.profiles.of(accountId).rateLimits) return;
    for (const { times, perMs } of limits) {
      const left = this.#take(`${operation} ${perMs} ${key}`, times, perMs);
      if (left === 0) continue;
      const retryAfterSeconds = Math.ceil(left / 1000);
      throw new RingbackError(
        "rate_limited",
        `Rate limit exceeded. Limit: ${times} requests per ${perMs / 1000}s. Retry after ${retryAfterSeconds} seconds.`,
        { retryAfterSeconds, times, perSeconds: perMs / 1000 },
      );
    }
  }

  /** How long a key that was told to come back later has still to wait, in milliseconds; 0 for any other. */
  takeRetry(key: string): number {
    const { tables, clock } = this.#world;
    if (tables.rateWindows.size === 0) return 0;
    const id = `retry ${key}`;
    const row = tables.rateWindows.get(id);
    if (row === undefined) return 0;
    tables.rateWindows.remove(id);
    return Math.max(0, row.startedAt - clock.now());
  }

  /** Counts within a window; answers how many milliseconds are left of a full one, else 0. */
  #take(id: string, times: number, perMs: number): number {
    const { tables, clock } = this.#world;
    const now = clock.now();
    const row = tables.rateWindows.get(id) ?? tables.rateWindows.insert({ id, startedAt: now, count: 0 });
    const isOver = now >= row.startedAt + perMs;
    const { startedAt, count } = isOver ? { startedAt: now, count: 0 } : row;
    if (count >= times) return startedAt + perMs - now;
    tables.rateWindows.update(id, { startedAt, count: count + 1 });
    return 0;
  }

  /** Remembers that a key was told to come back after so many seconds. */
  noteRetry(key: string, seconds: number): void {
    const { tables, clock } = this.#world;
    const id = `retry ${key}`;
    tables.rateWindows.remove(id);
    tables.rateWindows.insert({ id, startedAt: clock.now() + seconds * 1000, count: 0 });
  }
}
