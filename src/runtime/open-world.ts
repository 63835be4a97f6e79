import type { Carrier, CarrierHost } from "../carriers/carrier.ts";
import { createFakeCarrier } from "../carriers/fake/create-fake-carrier.ts";
import { callWishesOf } from "../domain/agentphone/calls/call-wishes.ts";
import { createDomain, type Domain, type TimerHandler } from "../domain/domain.ts";
import { playerOf } from "../domain/calls/player-of.ts";
import { mannersOf } from "../domain/people/manners-of.ts";
import type { RunningWorld } from "../api/running-world.ts";
import type { Clock, ClockMode, RealTime, Timer } from "../kernel/clock/clock.ts";
import { createVirtualClock } from "../kernel/clock/virtual-clock.ts";
import type { JsonObject } from "../kernel/json.ts";
import { toMillisecondText } from "../kernel/time-text.ts";
import { createJournal, type Journal } from "../outlets/journal/journal.ts";
import { WebhookOutlet } from "../outlets/webhooks/webhook-outlet.ts";
import { World, type WorldState } from "../world/world.ts";
import { type DeliveryNews, tellDeliveries } from "./tell-deliveries.ts";
import { version } from "../kernel/version.ts";
import { warnOfUnheard } from "./warn-of-unheard.ts";
import { wordMs } from "./word-ms.ts";

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
  readonly hiddenAddresses?: readonly string[] | undefined;
  readonly writeJournal?: ((line: string) => void) | undefined;
  readonly onTimerError: (world: string, timer: Timer, error: unknown) => void;
  /** Hosts beyond this machine to which webhooks may be sent. */
  readonly webhookHosts?: readonly string[] | undefined;
  /** Told, once for each account and agent, that nobody hears what happens to them. */
  readonly onUnheard?: ((sentence: string) => void) | undefined;
  /** Whether somebody from outside may come and set one. */
  readonly isAgentAwaited?: boolean | undefined;
  /** Told of every attempt to deliver something to a webhook. */
  readonly onDelivery?: ((news: DeliveryNews) => void) | undefined;
  /** The network behind the world. Default: the fake one. */
  readonly openCarrier?: ((host: CarrierHost) => Carrier) | undefined;
}

/** A running world with what only the runtime may do to it. */
export interface OpenWorld extends RunningWorld {
  /** Adds what timers of further kinds do. */
  addTimerHandlers(handlers: Readonly<Record<string, TimerHandler>>): void;
  /** What sends its webhooks. */
  readonly webhooks: WebhookOutlet;
  /** What calls the tools of its hosted agents. */
  readonly tools: WebhookOutlet;
  /** What `reset` goes back to. */
  initialState: WorldState | undefined;
  /** What was kept of it, by name. */
  readonly kept: Map<string, WorldState>;
  readonly initialMode: ClockMode;
  /** It is a fork: what it has to tell webhooks waits for `deliver`, after a reset as well. */
  isFork: boolean;
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
  const { realTime, webhookHosts, onUnheard, onDelivery, openCarrier = createFakeCarrier } = plan;
  const domain = createDomain(world, openCarrier(hostOf(world)), { webhookHosts });
  Object.assign(handlers, domain.timerHandlers);
  const outlets = openOutlets(domain, clock, realTime);
  if (onUnheard !== undefined) warnOfUnheard(world, plan.isAgentAwaited === true, onUnheard);
  if (onDelivery !== undefined) tellDeliveries(world, onDelivery);
  const { key, phoneKey } = domain.accounts.create("default");
  const opened: OpenWorld = {
    world,
    domain,
    ...outlets,
    faults: domain.faults,
    initialState: undefined,
    kept: new Map(),
    initialMode: plan.clock,
    isFork: false,
    defaultKey: () => domain.accounts.keyOf(domain.accounts.default().accountId, "ask") ?? key,
    defaultPhoneKey: () => domain.accounts.keyOf(domain.accounts.default().accountId, "sk") ?? phoneKey,
    runHash: () => journal.hash(),
    addTimerHandlers: (further) => void Object.assign(handlers, further),
    close: () => {
      clock.close();
      outlets.webhooks.close();
      outlets.tools.close();
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

const openOutlets = ({ agentphone: { deliveries, tools } }: Domain, clock: Clock, realTime: RealTime) => ({
  webhooks: new WebhookOutlet({ deliveries, clock, realTime }),
  tools: new WebhookOutlet({ deliveries: tools, receiver: "tool", clock, realTime }),
});

const openJournal = (world: World, plan: WorldPlan): Journal =>
  createJournal({
    events: world.events,
    inputs: world.inputs,
    version,
    seed: plan.seed,
    scenarioHash: plan.scenarioHash,
    hiddenAddresses: plan.hiddenAddresses ?? [],
    start: plan.start,
    floating: plan.floating,
    write: plan.writeJournal,
  });

type LaterOptions = NonNullable<Parameters<CarrierHost["later"]>[2]>;

const hostOf = (world: World) => ({
  isTaken: (e164: string): boolean =>
    world.tables.lines.get(e164) !== undefined || world.tables.people.get(e164) !== undefined,
  isLine: (e164: string): boolean => world.tables.lines.get(e164) !== undefined,
  random: (purpose: string, owner: string) => world.random(purpose, owner),
  later: (milliseconds: number, task: JsonObject, { unasked, ends }: LaterOptions = {}): string => {
    const player = ends === undefined ? undefined : playerOf(world.tables.calls.get(ends));
    return world.clock.schedule({
      at: world.clock.now() + milliseconds,
      class: "story",
      kind: "carrier.task",
      payload: task,
      ...(player === undefined ? { ...(unasked && { unasked }) } : { player }),
    }).id;
  },
  callOff: (task: string): void => void world.clock.cancel(task),
  now: () => world.clock.now(),
  recall: (name: string) => world.tables.carrierRows.get(name)?.kept,
  keep: (name: string, kept: JsonObject | undefined): void => {
    const { carrierRows } = world.tables;
    if (kept === undefined) carrierRows.remove(name);
    else if (carrierRows.get(name) === undefined) carrierRows.insert({ id: name, kept });
    else carrierRows.update(name, { kept });
  },
  mannersOf: (e164: string) => mannersOf(world.tables, e164),
  isPlayed: (id: string) => world.tables.calls.get(id)?.takenBy !== undefined,
  wishesOf: (id: string) => callWishesOf(world.tables, id),
  wordMs: (id: string, whose: "ours" | "theirs") => wordMs(world, id, whose),
});
