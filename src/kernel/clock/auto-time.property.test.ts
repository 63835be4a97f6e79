import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { Clock, Hold, Jump, PendingWait, Timer, TimerClass, Visit } from "./clock.ts";
import { breathe, TestTime } from "./test-time.ts";
import { createVirtualClock } from "./virtual-clock.ts";

const delay = fc.nat({ max: 12 });
/** A timer that, when it fires, sets others: the delays are how long after. */
const timerSpec = fc.record({
  class: fc.constantFrom<TimerClass>("story", "limit", "upkeep"),
  delay,
  spawns: fc.array(delay, { maxLength: 2 }),
});
type TimerSpec = typeof timerSpec extends fc.Arbitrary<infer Spec> ? Spec : never;

/** One thing that an agent, its world or real time does. */
const which = fc.nat({ max: 5 });
const effect = fc.constantFrom("read", "read", "read", "write");
const happening = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("set"), spec: timerSpec, boundsQuiet: fc.boolean() }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constantFrom("arrive", "ask"), effect, poll: fc.nat({ max: 1 }) }),
  },
  { weight: 8, arbitrary: fc.record({ do: fc.constantFrom("leave", "leave", "wait", "end"), which }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("hold", "release", "release", "cancel"), which }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("pass"),
      milliseconds: fc.constantFrom(1, 100, 250, 250, 5_000, 10_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("advance"), by: delay }) },
) as fc.Arbitrary<Happening>;
type Happening =
  | { readonly do: "set"; readonly spec: TimerSpec; readonly boundsQuiet: boolean }
  | { readonly do: "arrive" | "ask"; readonly effect: "read" | "write"; readonly poll: number }
  | { readonly do: "leave" | "wait" | "end" | "hold" | "release" | "cancel"; readonly which: number }
  | { readonly do: "pass"; readonly milliseconds: number }
  | { readonly do: "advance"; readonly by: number };

/** A clock in auto with an agent, which checks at every jump and firing what must hold whatever happens. */
class WatchedWorld {
  readonly time = new TestTime();
  readonly clock: Clock;
  readonly set = new Map<string, Timer>();
  readonly gone: string[] = [];
  readonly broken: string[] = [];
  readonly visits: { visit: Visit; wait: PendingWait | undefined }[] = [];
  readonly holds: Hold[] = [];
  patientSince = this.time.now();
  openHolds = 0;
  met = false;
  last: Timer | undefined;

  constructor() {
    this.clock = createVirtualClock({
      start: 0,
      mode: "auto",
      agent: "expected",
      realTime: this.time,
      onJump: (jump) => this.#checkJump(jump),
      onTimer: (timer) => this.#checkFiring(timer),
      onTimerError: (_timer, error) => this.broken.push(String(error)),
      onHoldExpired: () => this.#holdChanged(-1),
    });
  }

  #must(holds: boolean, rule: string): void {
    if (!holds) this.broken.push(rule);
  }

  #checkJump({ signal, from, to }: Jump): void {
    const armed = this.clock.timers();
    const first = (of: TimerClass): number => armed.find((timer) => timer.class === of)?.at ?? Infinity;
    const firstQuietBound =
      armed.find((timer) => timer.class === "upkeep" && timer.boundsQuiet)?.at ?? Infinity;
    this.#must(from === this.clock.now() && to > from, "a jump starts at now and goes forward");
    if (signal === "advance" || signal === "hold") return;
    const handled = this.visits.filter(({ wait }) => wait === undefined).length;
    this.#must(handled === 0, "no jump while a request is handled");
    this.#must(this.openHolds === 0, "no jump while a hold is open");
    if (signal === "patience") {
      this.#must(this.time.now() - this.patientSince >= 10_000, "bounds fall only after patience");
      this.#must(to === Math.min(first("story"), first("limit")), "patience goes to whichever comes first");
      return;
    }
    this.#must(to === first("story"), "a signal jumps to the next story");
    this.#must(to <= first("limit"), "no jump passes an armed limit");
    if (signal === "quiet") this.#must(to <= firstQuietBound, "quiet passes no unused code");
    if (signal === "wait") this.#must(this.visits.length > 0, "a wait is pending");
  }

  #checkFiring(timer: Timer): void {
    this.#must(this.clock.now() === timer.at, "a timer fires at its instant");
    this.#must(this.set.has(timer.id), "a timer fires once, and not when cancelled");
    const last = this.last;
    const inOrder =
      last === undefined || last.at < timer.at || (last.at === timer.at && last.order < timer.order);
    this.#must(inOrder, "timers fire in order");
    this.last = timer;
    this.set.delete(timer.id);
    for (const after of timer.payload["spawns"] as number[]) {
      this.add({ class: timer.class, delay: after, spawns: [] }, false);
    }
  }

  #holdChanged(by: number): void {
    this.openHolds += by;
    this.patientSince = this.time.now();
  }

  add(spec: TimerSpec, boundsQuiet: boolean): void {
    const { class: of, spawns } = spec;
    const at = this.clock.now() + spec.delay;
    const timer = this.clock.schedule({ at, class: of, kind: "timer", payload: { spawns }, boundsQuiet });
    this.set.set(timer.id, timer);
  }

  async #arrive(kind: "read" | "write", poll: number): Promise<void> {
    if (kind === "write" || !this.met) this.patientSince = this.time.now();
    this.met = true;
    const visit = await this.clock.arrive({ by: "agent", effect: kind, poll: `poll ${poll}` });
    this.visits.push({ visit, wait: undefined });
  }

  async #ask(kind: "read" | "write", poll: number): Promise<void> {
    await this.#arrive(kind, poll);
    this.visits.pop()?.visit.leave();
  }

  #visit(what: "leave" | "wait" | "end", index: number): void {
    const place = index % Math.max(1, this.visits.length);
    const entry = this.visits[place];
    if (entry === undefined) return;
    if (what === "wait") entry.wait ??= entry.visit.wait();
    if (what === "end") entry.wait?.end();
    if (what === "leave") entry.visit.leave();
    if (what === "end") entry.wait = undefined;
    if (what === "leave") this.visits.splice(place, 1);
  }

  #hold(): void {
    this.holds.push(this.clock.hold("webhook", 1_000_000));
    this.#holdChanged(1);
  }

  #release(): void {
    const hold = this.holds.shift();
    if (hold === undefined) return;
    this.#holdChanged(-1);
    hold.release();
  }

  #cancel(index: number): void {
    const id = Array.from(this.set.keys())[index];
    if (id === undefined) return;
    this.#must(this.clock.cancel(id), "a timer that has not fired can be cancelled");
    this.set.delete(id);
  }

  /** Everybody leaves, and real time passes. */
  async letGo(): Promise<void> {
    while (this.holds.length > 0) this.#release();
    await this.happen({ do: "ask", effect: "read", poll: 0 });
    while (this.visits.length > 0) this.#visit("leave", 0);
    await this.time.pass(60_000);
  }

  async happen(event: Happening): Promise<void> {
    const before = this.clock.now();
    if (event.do === "set") this.add(event.spec, event.boundsQuiet);
    if (event.do === "arrive") await this.#arrive(event.effect, event.poll);
    if (event.do === "ask") await this.#ask(event.effect, event.poll);
    if (event.do === "leave" || event.do === "wait" || event.do === "end") this.#visit(event.do, event.which);
    if (event.do === "hold") this.#hold();
    if (event.do === "release") this.#release();
    if (event.do === "cancel") this.#cancel(event.which);
    if (event.do === "pass") await this.time.pass(event.milliseconds);
    if (event.do === "advance" && this.openHolds === 0) await this.clock.advance(event.by);
    await breathe();
    this.#must(this.clock.now() >= before, "time does not go back");
    const left = this.clock.timers().map(({ id }) => id);
    this.#must(left.length === this.set.size && left.every((id) => this.set.has(id)), "no timer is lost");
  }
}

it("breaks no rule of auto, whatever an agent does", async () => {
  const property = fc.asyncProperty(
    fc.array(happening, { minLength: 10, maxLength: 40, size: "max" }),
    async (happenings) => {
      const world = new WatchedWorld();
      for (const event of happenings) await world.happen(event);
      expect(world.broken).toEqual([]);
      world.clock.close();
      expect(world.time.armed).toBe(0);
    },
  );
  await fc.assert(property, { numRuns: 100 });
});
