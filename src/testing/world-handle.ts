import type { EventName, WorldEvent } from "../contract/events.ts";
import { RingbackError } from "../kernel/errors.ts";
import { type Accounts, accountsOf } from "./accounts.ts";
import { type Calls, callsOf } from "./calls.ts";
import { type Codes, codesOf } from "./codes.ts";
import { type AwaitedEvent, type EventOf, type EventWish, readEvent } from "./events.ts";
import { EventWatch, type WaitOptions } from "./event-watch.ts";
import { type Lines, linesOf } from "./lines.ts";
import { type Mailbox, mailboxOf } from "./mailbox.ts";
import { PeopleBook } from "./people.ts";
import type { Person } from "./person.ts";
import { type PhoneAgents, phoneAgentsOf } from "./phone-agents.ts";
import type { OwnWorld, PhoneWorld, Snapshot } from "./phone-world.ts";
import { playStory, type Story, storyInWorld } from "./story.ts";
import { type Webhooks, webhooksOf } from "./webhooks.ts";
import type { CallWorld } from "./take-calls.ts";
import { clockOf, type WorldClock } from "./world-clock.ts";
import { type Faults, faultsOf } from "./world-faults.ts";
import { journalOf, type WorldJournal } from "./world-journal.ts";
import type { Ask, RingbackPort, WorldPort } from "./world-port.ts";

/** How to get into a world. */
export interface Entrance {
  readonly name: string;
  readonly baseUrl: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A world to whoever tests in it, wherever it runs. */
export class WorldHandle implements PhoneWorld {
  readonly name: string;
  readonly url: string;
  readonly clock: WorldClock;
  readonly people: PeopleBook;
  readonly lines: Lines;
  readonly otps: Codes;
  readonly calls: Calls;
  readonly agents: PhoneAgents;
  readonly webhooks: Webhooks;
  readonly mailbox: Mailbox;
  readonly accounts: Accounts;
  readonly faults: Faults;
  readonly journal: WorldJournal;
  readonly ask: Ask;
  /** The way to every world of this ringback. */
  protected readonly port: RingbackPort;
  readonly #world: WorldPort;
  readonly #watch: EventWatch;
  readonly #gone = new AbortController();
  #env: Readonly<Record<string, string>>;

  constructor(port: RingbackPort, { name, baseUrl, env }: Entrance, journalFile?: string) {
    this.port = port;
    this.#world = port.world(name);
    this.name = name;
    this.url = baseUrl;
    this.#env = env;
    const { ask } = this.#world;
    this.clock = clockOf(ask);
    const callWorld: CallWorld = {
      ask,
      listen: (signal) => this.#world.listen(0, AbortSignal.any([signal, this.#gone.signal])),
    };
    this.people = new PeopleBook(callWorld);
    this.calls = callsOf(callWorld, (...asked) => this.wait(...asked));
    this.lines = linesOf(ask);
    this.otps = codesOf(ask);
    this.agents = phoneAgentsOf(ask);
    this.webhooks = webhooksOf(ask);
    this.mailbox = mailboxOf(ask);
    this.accounts = accountsOf(ask);
    this.faults = faultsOf(ask);
    this.journal = journalOf(ask, name, journalFile);
    this.#watch = new EventWatch(this.#world, this.people.numberOf);
    this.ask = (operation, input, options = {}) =>
      ask(operation, input, { key: this.#env[keyVariable(operation)], ...options });
  }

  get env(): Readonly<Record<string, string>> {
    return this.#env;
  }

  readonly person = (numberOrName: string): Person => this.people.find(numberOrName);

  readonly wait = <Name extends EventName>(
    type: Name,
    fields?: EventWish<Name>,
    options: WaitOptions = {},
  ): Promise<AwaitedEvent<Name>> => {
    const signal = AbortSignal.any([this.#gone.signal, ...(options.signal ? [options.signal] : [])]);
    return this.#watch.wait(type, fields, { ...options, signal });
  };

  readonly seen = <Name extends EventName>(
    type: Name,
    fields?: EventWish<Name>,
  ): Promise<readonly EventOf<Name>[]> => this.#watch.seen(type, fields);

  readonly nearest = <Name extends EventName>(type: Name, fields?: EventWish<Name>): Promise<string> =>
    this.#watch.nearest(type, fields);

  readonly events = ({ after = 0 }: { readonly after?: number } = {}): AsyncIterable<WorldEvent> =>
    asEvents(this.#world.listen(after, this.#gone.signal));

  readonly scenario = async (pathOrYaml?: string): Promise<Story> => {
    if (pathOrYaml === undefined) return storyInWorld(this.#world, this.name);
    const story = await playStory(this.#world, this.name, pathOrYaml);
    // A story brings people along.
    await this.people.list();
    return story;
  };

  readonly snapshot = async (): Promise<Snapshot> => {
    const { snapshot } = await this.#world.ask("control.worlds.snapshot", { name: this.name });
    return snapshot;
  };

  readonly restore = async (snapshot: Snapshot | string): Promise<void> => {
    const what = typeof snapshot === "string" ? { kept: snapshot } : { snapshot: { ...snapshot } };
    this.#enter(await this.#world.ask("control.worlds.restore", { name: this.name, ...what }));
    await this.people.list();
  };

  readonly reset = async (): Promise<void> => {
    this.#enter(await this.#world.ask("control.worlds.reset", { name: this.name }));
    await this.people.list();
  };

  readonly fork = async (as: string): Promise<OwnWorld> => {
    const world = new OwnWorldHandle(
      this.port,
      await this.#world.ask("control.worlds.fork", { name: this.name, as }),
    );
    await world.people.list();
    return world;
  };

  /** Ends whatever waits or listens here. */
  protected leave(): void {
    const message = `The world ${this.name} was closed while something was waited for.`;
    this.#gone.abort(new RingbackError("wait_timed_out", message));
  }

  #enter({ env }: Entrance): void {
    this.#env = env;
    this.#watch.forget();
  }
}

const keyVariable = (operation: string): string =>
  operation.startsWith("agentphone.") ? "AGENTPHONE_API_KEY" : "AGENT_STORE_AGENT_API_KEY";

/** A world that is dropped when its owner closes it. */
export class OwnWorldHandle extends WorldHandle implements OwnWorld {
  readonly close = async (): Promise<void> => {
    this.leave();
    try {
      await this.port.world("main").ask("control.worlds.drop", { name: this.name });
    } catch (error) {
      // Somebody else may have ended it, or all of ringback.
      if (!(error instanceof RingbackError && error.code === "not_found")) throw error;
    }
  };

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

const asEvents = async function* (
  told: ReturnType<WorldPort["listen"]>,
): AsyncGenerator<WorldEvent, void, undefined> {
  for await (const event of told) yield readEvent(event);
};
