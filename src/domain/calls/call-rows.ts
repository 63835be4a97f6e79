import { RingbackError } from "../../kernel/errors.ts";
import type { Call, CallTurn } from "../../world/call-entities.ts";
import type { World } from "../../world/world.ts";
import { type CallMove, moveCall } from "./call-machine.ts";

/** The rows of calls, which change only by moves that are possible. */
export class CallRows {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  get(id: string): Call | undefined {
    return this.#world.tables.calls.get(id);
  }

  /** A call that is under way; undefined for one that is over, or never was. */
  live(id: string): Call | undefined {
    const call = this.get(id);
    return call === undefined || call.phase === "over" ? undefined : call;
  }

  /** Whether something can happen to a call as it stands. */
  can(call: Call, move: CallMove): boolean {
    return moveCall(positionOf(call), move) !== undefined;
  }

  /** Makes a move. Throws `not_possible` for one that cannot happen to a call that stands like this. */
  move(id: string, move: CallMove, change: Partial<Omit<Call, "id" | "phase">> = {}): Call {
    const call = this.#world.tables.calls.get(id);
    const phase = call && moveCall(positionOf(call), move);
    if (phase === undefined) {
      const stands = call === undefined ? "is not there" : `is ${call.phase}`;
      throw new RingbackError("not_possible", `The call ${id} ${stands}, so nobody can ${move} in it.`, {
        callId: id,
        move,
      });
    }
    return this.#world.tables.calls.update(id, { ...change, phase });
  }

  /** Changes what is kept of a call without moving it. */
  note(id: string, change: Partial<Omit<Call, "id" | "phase" | "status">>): Call {
    return this.#world.tables.calls.update(id, change);
  }

  /** It turns out that somebody was there for so many milliseconds until now. */
  hasLasted(id: string, milliseconds: number): void {
    const { answeredAt, startedAt } = this.live(id) ?? {};
    if (answeredAt === undefined || startedAt === undefined) return;
    this.note(id, { answeredAt: Math.max(startedAt, this.#world.clock.now() - milliseconds) });
  }

  /** Files what went wrong on the line's own side. */
  remark({ id, remarks = [] }: Call, why: string): void {
    this.#world.tables.calls.update(id, { remarks: [...remarks, { at: this.#world.clock.now(), why }] });
  }

  /** Files something that was said or pressed. */
  addTurn(call: Call, turn: CallTurn): void {
    this.#world.tables.calls.update(call.id, { turns: [...call.turns, turn] });
  }
}

const positionOf = ({ phase, direction, asked }: Call) => ({
  phase,
  direction,
  isAsked: asked !== undefined && !asked.answered,
});
