import type { EventName, WorldEvent } from "../contract/events.ts";
import { parseDuration } from "../kernel/duration.ts";
import { RingbackError } from "../kernel/errors.ts";
import { differencesOf, tellNearest, tellWish } from "./compare-event.ts";
import { type Duration, writeDuration } from "./duration.ts";
import { type AwaitedEvent, type EventOf, type EventWish, readEvent } from "./events.ts";
import { type NumberOf, type ReadWish, readWish } from "./read-wish.ts";
import type { WorldPort } from "./world-port.ts";

/** How to wait. */
export interface WaitOptions {
  /** How long, in the world's time. Default 30s; 0 only looks at what has happened. */
  readonly timeout?: Duration;
  /** Only what came after this event, or after this place in the log. Default: the start. */
  readonly after?: number | { readonly seq: number };
  /** Ends the wait early. */
  readonly signal?: AbortSignal;
}

/** What happened in a world and what is to come. It gives each event to one wait only. */
export class EventWatch {
  readonly #port: WorldPort;
  readonly #numberOf: NumberOf;
  #given = new Set<number>();

  constructor(port: WorldPort, numberOf: NumberOf) {
    this.#port = port;
    this.#numberOf = numberOf;
  }

  /** The oldest event that matches and was given to no wait before, past ones included. */
  async wait<Name extends EventName>(
    type: Name,
    fields: EventWish<Name> = {},
    { timeout = "30s", after = 0, signal }: WaitOptions = {},
  ): Promise<AwaitedEvent<Name>> {
    signal?.throwIfAborted();
    const wish = readWish(type, fields, this.#numberOf);
    const start = typeof after === "number" ? after : after.seq;
    const past = await this.#past(type, start);
    const found = past.find((event) => this.#takes(wish, event));
    if (found !== undefined) return this.#withGist(found);
    try {
      return await this.#await(wish, past.at(-1)?.seq ?? start, writeDuration(timeout), signal);
    } catch (error) {
      signal?.throwIfAborted();
      throw await this.#explain(error, wish, start).catch(() => error);
    }
  }

  /** What happened so far and matches, oldest first. */
  async seen<Name extends EventName>(
    type: Name,
    fields: EventWish<Name> = {},
  ): Promise<readonly EventOf<Name>[]> {
    const wish = readWish(type, fields, this.#numberOf);
    const past = await this.#past(type, 0);
    return past.filter((event) => differencesOf(wish, event).length === 0) as EventOf<Name>[];
  }

  /** What has been seen that came nearest to a wish, in a sentence. */
  async nearest<Name extends EventName>(type: Name, fields: EventWish<Name> = {}): Promise<string> {
    return tellNearest(readWish(type, fields, this.#numberOf), await this.#past(type, 0));
  }

  /** Forgets which events were given: the world is another now. */
  forget(): void {
    this.#given = new Set();
  }

  async #await(
    wish: ReadWish,
    start: number,
    timeout: string,
    signal: AbortSignal | undefined,
  ): Promise<never> {
    const { type, query } = wish;
    let after = start;
    let left = timeout;
    const begun = wish.isWhole ? 0 : Date.parse((await this.#port.ask("control.clock.get", {})).now);
    for (;;) {
      const input = { ...query, type, after, timeout: left };
      const { event: told, code, links } = await this.#port.ask("control.wait", input, { signal });
      const event = readEvent(told);
      if (this.#takes(wish, event)) return withGist(event, code, links) as never;
      after = event.seq;
      // What came is not all that was wished, and the time it took is gone.
      if (!wish.isWhole)
        left = writeDuration(Math.max(0, (parseDuration(timeout) ?? 0) - (event.at - begun)));
    }
  }

  #takes(wish: ReadWish, event: WorldEvent): boolean {
    if (this.#given.has(event.seq) || differencesOf(wish, event).length > 0) return false;
    this.#given.add(event.seq);
    return true;
  }

  async #past(type: string, start: number): Promise<readonly WorldEvent[]> {
    const limit = 1000;
    const all: WorldEvent[] = [];
    for (let after = start; ;) {
      const { events, next } = await this.#port.ask("control.events.list", { type, after, limit });
      all.push(...events.map(readEvent));
      if (events.length < limit) return all;
      after = next;
    }
  }

  /** Only the world knows which codes were sent as such. */
  async #withGist(event: WorldEvent): Promise<never> {
    if (!("body" in event)) return withGist(event, "code" in event ? event.code : undefined) as never;
    const input = { type: event.type, after: event.seq - 1, timeout: "0s" };
    const { code, links } = await this.#port.ask("control.wait", input);
    return withGist(event, code, links) as never;
  }

  async #explain(error: unknown, wish: ReadWish, start: number): Promise<unknown> {
    if (!(error instanceof RingbackError)) return error;
    const { why } = error.details;
    if (typeof why !== "string") return error;
    const past = await this.#past(wish.type, start);
    const others = past.filter(({ seq }) => !this.#given.has(seq));
    const wanted = tellWish(wish);
    const given = past.length - others.length;
    const nearest =
      others.length > 0 || given === 0
        ? tellNearest(wish, others)
        : `Every ${wish.type} so far was given to an earlier wait.`;
    const message = `No ${wanted} came: ${why} ${nearest}`;
    return new RingbackError(error.code, message, { ...error.details, wanted }, { cause: error });
  }
}

const withGist = (event: WorldEvent, otp: string | undefined, links: readonly string[] = []): object => ({
  ...event,
  ...(otp !== undefined && { otp }),
  links,
});
