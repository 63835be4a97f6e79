import type { EventName, WorldEvent } from "../contract/events.ts";
import type { AwaitedEvent, EventOf, EventWish } from "./events.ts";
import type { WaitOptions } from "./event-watch.ts";
import type { Accounts } from "./accounts.ts";
import type { Lines } from "./lines.ts";
import type { Calls } from "./calls.ts";
import type { Codes } from "./codes.ts";
import type { Mailbox } from "./mailbox.ts";
import type { People } from "./people.ts";
import type { Person } from "./person.ts";
import type { PhoneAgents } from "./phone-agents.ts";
import type { Story } from "./story.ts";
import type { Webhooks } from "./webhooks.ts";
import type { WorldClock } from "./world-clock.ts";
import type { Faults } from "./world-faults.ts";
import type { WorldJournal } from "./world-journal.ts";
import type { Ask } from "./world-port.ts";

/** A world whole, timers included, as JSON to be restored later. */
export type Snapshot = Readonly<Record<string, unknown>>;

/**
 * One world: its own network of telephones, with its own time, seed, keys and people. Refusals are `RingbackError`s
 * with a stable `code` and a sentence. Numbers are E.164, times milliseconds; nothing sleeps.
 */
export interface PhoneWorld {
  readonly name: string;
  /** Where it is, such as `http://127.0.0.1:41333` or `http://127.0.0.1:41333/w/w1`. */
  readonly url: string;
  /** The environment that points an agent here: `AGENT_STORE_API_BASE_URL`, `AGENT_STORE_AGENT_API_KEY`, `AGENT_STORE_MCP_URL`,
   * `AGENTPHONE_BASE_URL`, `AGENTPHONE_API_KEY`, `AGENTPHONE_MCP_URL`. */
  readonly env: Readonly<Record<string, string>>;
  readonly clock: WorldClock;
  readonly people: People;
  readonly lines: Lines;
  readonly otps: Codes;
  readonly calls: Calls;
  /** The agents of AgentPhone. */
  readonly agents: PhoneAgents;
  readonly webhooks: Webhooks;
  readonly mailbox: Mailbox;
  readonly accounts: Accounts;
  readonly faults: Faults;
  readonly journal: WorldJournal;
  /** Whoever has this number, spelt in any international way, this short code or Apple ID, or this name. Throws `not_found` for a name nobody has. */
  person(numberOrName: string): Person;
  /**
   * The oldest event of a name whose fields are as wished, past ones included; each is given to one wait only. In `auto`
   * waiting is what moves time. Throws `wait_timed_out` or `nothing_scheduled`, with what came nearest, and
   * `validation_error` for a field that such events do not have.
   */
  wait<Name extends EventName>(
    type: Name,
    fields?: EventWish<Name>,
    options?: WaitOptions,
  ): Promise<AwaitedEvent<Name>>;
  /** The events of a name that happened so far and are as wished, oldest first, of the last ten thousand of the world. */
  seen<Name extends EventName>(type: Name, fields?: EventWish<Name>): Promise<readonly EventOf<Name>[]>;
  /** Says, in a sentence, which event so far came nearest to a wish, and where it differs. */
  nearest<Name extends EventName>(type: Name, fields?: EventWish<Name>): Promise<string>;
  /** What happened after a place in the log (default: the start) and then happens, until the world ends. It moves no time. */
  events(options?: { readonly after?: number }): AsyncIterable<WorldEvent>;
  /**
   * Plays a scenario here: the path of a file, or the YAML itself (anything with a line break). Without one: what this
   * world already plays. Throws `scenario_invalid` with every mistake, its place and cure.
   */
  scenario(pathOrYaml?: string): Promise<Story>;
  /** Has any operation done. Those of agents go through the agents' own door, with the default account's key. */
  readonly ask: Ask;
  snapshot(): Promise<Snapshot>;
  /**
   * Makes this world what a snapshot says: one that you have, or the one that a step `snapshot` of a story kept under a name.
   * Throws `snapshot_unreadable`, `not_found`, `clock_held`.
   */
  restore(snapshot: Snapshot | string): Promise<void>;
  /** Makes this world as it was when it was made. Throws `clock_held`. */
  reset(): Promise<void>;
  /** Makes a second world out of this one as it stands, with keys of its own. Throws `name_taken`. */
  fork(as: string): Promise<OwnWorld>;
}

/** A world that ends with its owner. Declare it with `await using`, or call `close()`. */
export interface OwnWorld extends PhoneWorld, AsyncDisposable {
  /** Ends the world, and everybody's waiting in it. */
  close(): Promise<void>;
}
