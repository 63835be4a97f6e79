import { nearestFirst } from "../../api/match/nearest-first.ts";
import { describeWithNames } from "../../api/match/describe-value.ts";
import type { EventMatcher } from "../../api/match/condition.ts";
import type { RunningWorld } from "../../api/running-world.ts";
import type { WorldEvent } from "../../contract/events.ts";
import { fileOf } from "../include/file-of.ts";
import { fillMatcher } from "../match/fill-matcher.ts";
import { numberOfParty } from "../number-of-party.ts";
import type { Place, Seen } from "../report/report.ts";
import type { ScenarioRun } from "../run-rows.ts";
import type { Scenario, ScenarioExpectation, Where } from "../scenario.ts";
import { tellEvent } from "./tell-event.ts";

const mostSeen = 5;

/** A run as its judge looks at it: what happened since it began, in the words of its file. */
export class RunView {
  readonly run: ScenarioRun;
  readonly scenario: Scenario;
  readonly #file: string;
  readonly #events: readonly WorldEvent[];
  readonly #names: ReadonlyMap<string, string>;

  constructor({ world }: RunningWorld, run: ScenarioRun, file: string) {
    this.run = run;
    this.scenario = run.document as Scenario;
    this.#file = file;
    this.#events = world.events
      .after(0, Number.MAX_SAFE_INTEGER)
      .filter(({ at, type }) => at >= run.startedAt && type !== "clock.jumped");
    const people = Object.entries(this.scenario.people).map(([name, { number }]) => [number, name] as const);
    const lines = Object.entries(run.lineNames).map(([name, number]) => [number, name] as const);
    this.#names = new Map([...people, ...lines]);
  }

  place(where: Where): Place {
    return { file: fileOf(where, this.#file), line: where.line, column: where.column };
  }

  /** An expectation with the values that its references have at the end. */
  filled<Expected extends ScenarioExpectation>(expectation: Expected): Expected {
    const fill = (matcher: EventMatcher): EventMatcher => fillMatcher(matcher, this.run) ?? matcher;
    if (expectation.kind === "order") return { ...expectation, matchers: expectation.matchers.map(fill) };
    return "matcher" in expectation ? { ...expectation, matcher: fill(expectation.matcher) } : expectation;
  }

  /** The events that come nearest to what was wanted. */
  nearest(matcher: EventMatcher): Seen[] {
    const show = describeWithNames((number) => this.#names.get(number));
    const near = nearestFirst(this.#events, matcher, {
      numberOf: numberOfParty(this.run),
      most: mostSeen,
      show,
    });
    return near.map(({ event, differences }) => this.#tell(event, differences));
  }

  /** Events by their numbers, as far as the log still holds them. */
  found(numbers: readonly number[]): Seen[] {
    const wanted = new Set(numbers);
    return this.#events.flatMap((event) => (wanted.has(event.seq) ? [this.#tell(event, [])] : []));
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
