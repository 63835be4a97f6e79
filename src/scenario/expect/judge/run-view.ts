import { nearestFirst } from "../../../api/match/nearest-first.ts";
import { describeWithNames } from "../../../api/match/describe-value.ts";
import type { EventMatcher } from "../../../api/match/condition.ts";
import { explain } from "../../../api/match/explain.ts";
import { isMeant } from "../../../api/match/match.ts";
import type { ShowValue } from "../../../api/match/matcher-definition.ts";
import type { RunningWorld } from "../../../api/running-world.ts";
import type { WorldEvent } from "../../../contract/events.ts";
import type { Instant } from "../../../kernel/clock/clock.ts";
import { fileOf } from "../../include/file-of.ts";
import { numberOfParty } from "../../number-of-party.ts";
import type { Place, Seen } from "../../report/report.ts";
import type { ScenarioRun } from "../../run-rows.ts";
import type { Scenario, ScenarioExpectation, Where } from "../../scenario.ts";
import { explainExpectation } from "../explain-expectation.ts";
import { isTurn, tellEvent } from "./tell-event.ts";

const mostSeen = 5;

/** A run as its judge looks at it: what happened since it began, in the words of its file. */
export class RunView {
  readonly run: ScenarioRun;
  readonly scenario: Scenario;
  /** What the log still holds of it. */
  readonly events: readonly WorldEvent[];
  /** How a value looks in a sentence: a number with the file's name for it. */
  readonly show: ShowValue;
  readonly #file: string;
  readonly #names: ReadonlyMap<string, string>;

  constructor({ world }: RunningWorld, run: ScenarioRun, file: string) {
    this.run = run;
    this.scenario = run.document as Scenario;
    this.#file = file;
    this.events = world.events
      .after(0, Number.MAX_SAFE_INTEGER)
      .filter(({ at, type }) => at >= run.startedAt && type !== "clock.jumped");
    const people = Object.entries(this.scenario.people).map(([name, { number }]) => [number, name] as const);
    const lines = Object.entries(run.lineNames).map(([name, number]) => [number, name] as const);
    this.#names = new Map([...people, ...lines]);
    this.show = describeWithNames((number) => this.#names.get(number));
  }

  place(where: Where): Place {
    return { file: fileOf(where, this.#file), line: where.line, column: where.column };
  }

  /** What is expected, in words, with the file's names for numbers. */
  explain(expectation: ScenarioExpectation): string {
    return explainExpectation(expectation, this.show);
  }

  /** Which events are meant, in such words. */
  explainMatcher(matcher: EventMatcher): string {
    return explain(matcher, this.show);
  }

  /** Whether the log no longer holds all that happened since the run began. */
  get hasLostEvents(): boolean {
    const { id } = this.run;
    return !this.events.some((event) => event.type === "scenario.started" && event.run === id);
  }

  /** What was said and pressed in a call before an event of the log, the last of it. */
  saidIn(callId: string, before: number): Seen[] {
    const turns = this.events.filter(
      (event) => event.seq < before && "callId" in event && event.callId === callId && isTurn(event),
    );
    return turns.slice(-mostSeen).map((event) => this.#tell(event, []));
  }

  /** The events that come nearest to what was wanted, but for some. */
  nearest(matcher: EventMatcher, except: readonly number[] = []): Seen[] {
    const others = except.length === 0 ? this.events : this.events.filter(({ seq }) => !except.includes(seq));
    const near = nearestFirst(others, matcher, {
      numberOf: numberOfParty(this.run),
      most: mostSeen,
      show: this.show,
    });
    return near.map(({ event, differences }) => this.#tell(event, differences));
  }

  /** The first event that is meant among those after one of the log and after an instant. */
  firstAfter(matcher: EventMatcher, after: number, instant: Instant): WorldEvent | undefined {
    const numberOf = numberOfParty(this.run);
    return this.events.find(
      (event) => event.seq > after && event.at > instant && isMeant(matcher, event, numberOf),
    );
  }

  /** When an event happened, if the log still holds it. */
  instantOf(number: number): Instant | undefined {
    return this.events.find(({ seq }) => seq === number)?.at;
  }

  /** Events by their numbers, as far as the log still holds them. */
  found(numbers: readonly number[]): Seen[] {
    const wanted = new Set(numbers);
    return this.events.flatMap((event) => (wanted.has(event.seq) ? [this.#tell(event, [])] : []));
  }

  #tell(event: WorldEvent, differences: Seen["differences"]): Seen {
    return {
      at: event.at - this.run.startedAt,
      seq: event.seq,
      what: tellEvent(event, (number) => this.#names.get(number)),
      differences,
    };
  }
}
