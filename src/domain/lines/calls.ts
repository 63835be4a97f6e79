import type { ArrivingCall } from "../../carriers/carrier.ts";
import { RingbackError } from "../../kernel/errors.ts";
import type { Call } from "../../world/entities.ts";
import type { World } from "../../world/world.ts";
import type { Lines } from "./lines.ts";

/** The calls that reached lines. Nobody answers at a store number, so each ends missed. */
export class Calls {
  readonly #world: World;
  readonly #lines: Lines;

  constructor(world: World, lines: Lines) {
    this.#world = world;
    this.#lines = lines;
  }

  /** Lets a call ring on a line; when it has rung for long enough it is missed. */
  receive({ from, to, ringFor }: ArrivingCall): Call {
    const line = this.#lines.get(to);
    if (!line.capabilities.includes("voice")) {
      throw new RingbackError(
        "unsupported_configuration",
        `The line ${to} was rented without voice and takes no calls.`,
        {
          field: "capabilities",
          allowed: ["voice"],
        },
      );
    }
    const startedAt = this.#world.clock.now();
    const call = this.#world.tables.calls.insert({
      id: this.#world.nextId("call"),
      lineId: line.id,
      from,
      to,
      status: "ringing",
      startedAt,
    });
    this.#world.announce("call.received", { line: line.id, from, to, callId: call.id });
    if (ringFor === 0) this.stopRinging(call.id);
    else {
      const payload = { callId: call.id };
      this.#world.clock.schedule({ at: startedAt + ringFor, class: "story", kind: "call.ring", payload });
    }
    return call;
  }

  /** The ringing ends unanswered. */
  stopRinging(id: string): void {
    const { lineId, from, to } = this.#world.tables.calls.update(id, {
      status: "missed",
      endedAt: this.#world.clock.now(),
    });
    this.#world.announce("call.missed", { line: lineId, from, to, callId: id });
  }

  /** A line's unanswered calls, newest first. */
  listMissed(lineId: string, limit: number): readonly Call[] {
    return this.#newestFirst(lineId, limit, (call) => call.status === "missed");
  }

  /** Every call to a line that is over, newest first. */
  log(lineId: string, limit: number): readonly Call[] {
    return this.#newestFirst(lineId, limit, (call) => call.endedAt !== undefined);
  }

  get(lineId: string, id: string): Call {
    const call = this.#world.tables.calls.get(id);
    if (call?.lineId === lineId && !call.former && call.endedAt !== undefined) return call;
    throw new RingbackError("not_found", `This number's log has no call ${id}.`, { resource: "call", id });
  }

  // Calls are filed when they begin, and time does not go back: the last one filed is the newest.
  #newestFirst(lineId: string, limit: number, isWanted: (call: Call) => boolean): readonly Call[] {
    const calls = this.#world.tables.calls.by("line", lineId);
    const found: Call[] = [];
    for (let place = calls.length - 1; place >= 0 && found.length < limit; place -= 1) {
      const call = calls[place];
      if (call !== undefined && isWanted(call)) found.push(call);
    }
    return found;
  }
}
