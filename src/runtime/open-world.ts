import { createFakeCarrier } from "../carriers/fake/create-fake-carrier.ts";
import { createDomain, type TimerHandler } from "../domain/domain.ts";
import type { RunningWorld } from "../api/running-world.ts";
import type { ClockMode, RealTime, Timer } from "../kernel/clock/clock.ts";
import { createVirtualClock } from "../kernel/clock/virtual-clock.ts";
import { toMillisecondText } from "../kernel/time-text.ts";
import { createJournal, type Journal } from "../outlets/journal/journal.ts";
import { World, type WorldState } from "../world/world.ts";
import { version } from "./version.ts";

/** What one world is made from. */
export interface WorldPlan {
  readonly name: string;
  readonly seed: string;
  readonly clock: ClockMode;
  readonly start: number;
  /** The start is the machine's now. */
  readonly floating: boolean;
  readonly realTime: RealTime;
  /** Real milliseconds, see the clock's own options. */
  readonly quiet?: number | undefined;
  readonly isAgentBusy?: (() => boolean) | undefined;
  readonly patience?: number | undefined;
  readonly scenarioHash?: string | undefined;
  readonly writeJournal?: ((line: string) => void) | undefined;
  readonly onTimerError: (world: string, timer: Timer, error: unknown) => void;
}

/** A running world with what only the runtime may do to it. */
export interface OpenWorld extends RunningWorld {
  /** Adds what timers of further kinds do. */
  addTimerHandlers(handlers: Readonly<Record<string, TimerHandler>>): void;
  /** What `reset` goes back to. */
  initialState: WorldState | undefined;
  readonly initialMode: ClockMode;
  /** Keeps the world as it is now for `reset`, and lets its time go. */
  begin(): void;
  close(): void;
}

/** How many events a world keeps for readers to page through. */
const keptEvents = 10_000;

/** Opens a world: time, rows, carrier, domain, journal and the default account. */
export const openWorld = (plan: WorldPlan): OpenWorld => {
  const { name, seed } = plan;
  const handlers: Record<string, TimerHandler> = {};
  const clock = createVirtualClock({
    start: plan.start,
    // Time stands still until the world has everything it begins with, or its first instants would depend on the machine.
    mode: "manual",
    realTime: plan.realTime,
    ...(plan.quiet !== undefined && { quiet: plan.quiet }),
    ...(plan.isAgentBusy !== undefined && { isAgentBusy: plan.isAgentBusy }),
    ...(plan.patience !== undefined && { patience: plan.patience }),
    // A world is made for an agent; whoever plays a story without one says so once everything is in place.
    agent: "expected",
    onTimer: ({ kind, payload }) => {
      const handler = handlers[kind];
      if (handler === undefined) throw new Error(`Nothing knows what a timer of the kind ${kind} does.`);
      return handler(payload);
    },
    onTimerError: (timer, error) => plan.onTimerError(name, timer, error),
    onJump: ({ signal, from, to }) =>
      world.announce("clock.jumped", { signal, from: toMillisecondText(from), to: toMillisecondText(to) }),
    onHoldExpired: (held, timeoutMs) => world.announce("hold.expired", { name: held, timeoutMs }),
  });
  const world = new World({ name, seed, clock, keptEvents });
  const journal = openJournal(world, plan);
  const domain = createDomain(world, createFakeCarrier(hostOf(world)));
  Object.assign(handlers, domain.timerHandlers);
  const { key } = domain.accounts.create("default");
  const opened: OpenWorld = {
    world,
    domain,
    faults: domain.faults,
    initialState: undefined,
    initialMode: plan.clock,
    defaultKey: () => world.tables.keys.by("account", domain.accounts.default().accountId)[0]?.id ?? key,
    runHash: () => journal.hash(),
    addTimerHandlers: (further) => void Object.assign(handlers, further),
    close: () => {
      clock.close();
      domain.delays.breakOff();
      journal.close();
      world.events.end();
      world.limits.endAll();
    },
    begin: () => {
      opened.initialState = world.snapshot();
      clock.setMode(plan.clock);
    },
  };
  return opened;
};

const openJournal = (world: World, plan: WorldPlan): Journal =>
  createJournal({
    events: world.events,
    inputs: world.inputs,
    version,
    seed: plan.seed,
    scenarioHash: plan.scenarioHash,
    start: plan.start,
    floating: plan.floating,
    write: plan.writeJournal,
  });

const hostOf = (world: World) => ({
  isTaken: (e164: string): boolean =>
    world.tables.lines.get(e164) !== undefined || world.tables.people.get(e164) !== undefined,
  isLine: (e164: string): boolean => world.tables.lines.get(e164) !== undefined,
  random: (purpose: string, owner: string) => world.random(purpose, owner),
});
