import { RingbackError } from "../../kernel/errors.ts";
import type { FaultAnswer, FaultPort, Strike } from "../../kernel/faults.ts";
import type { Fault } from "../../world/entities.ts";
import type { World } from "../../world/world.ts";
import { fitsGlob } from "../../kernel/fits-glob.ts";

/** Where, how often and how something is to go wrong. */
export interface FaultRequest {
  /** An operation's name, or `webhook:` and an event's; `*` stands for anything. */
  readonly point: string;
  /** How many times it strikes. Default: every time. */
  readonly times?: number | undefined;
  /** How likely it is to strike, from 0 to 1. Default: certain. */
  readonly chance?: number | undefined;
  readonly answer: FaultAnswer;
}

/** What is to go wrong in a world. Of several faults at one point the oldest that is not spent strikes. */
export class Faults implements FaultPort {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  add({ point, times, chance, answer }: FaultRequest): Fault {
    return this.#world.tables.faults.insert({
      id: this.#world.nextId("fault"),
      point,
      ...(times !== undefined && { timesLeft: times }),
      ...(chance !== undefined && { chance }),
      answer,
      struck: 0,
    });
  }

  /** Every fault, spent ones too, oldest first. */
  list(): readonly Fault[] {
    return [...this.#world.tables.faults.all()];
  }

  /** Takes a fault away. Throws `not_found`. */
  remove(id: string): void {
    if (this.#world.tables.faults.remove(id)) return;
    const cure = "GET /_ringback/faults lists those there are.";
    throw new RingbackError("not_found", `There is no fault ${id}. ${cure}`, { resource: "fault", id });
  }

  strike(point: string, kind?: FaultAnswer["kind"]): Strike | undefined {
    const { faults } = this.#world.tables;
    if (faults.size === 0) return undefined;
    const fault = this.list().find(
      (candidate) =>
        (kind === undefined ? candidate.answer.kind !== "webhook" : candidate.answer.kind === kind) &&
        this.#strikes(candidate, point),
    );
    if (fault === undefined) return undefined;
    const { id, answer, timesLeft } = fault;
    faults.update(id, {
      struck: fault.struck + 1,
      ...(timesLeft !== undefined && { timesLeft: timesLeft - 1 }),
    });
    const fields = { fault: id, point: fault.point, kind: answer.kind, operation: point };
    this.#world.announce("fault.struck", fields);
    return { fault: id, answer };
  }

  #strikes({ id, point, timesLeft, chance = 1 }: Fault, name: string): boolean {
    if (timesLeft === 0 || !fitsGlob(point, name)) return false;
    if (chance <= 0 || chance >= 1) return chance >= 1;
    return this.#world.random("fault", id).chance(chance);
  }
}
