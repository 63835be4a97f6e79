import type { Carrier } from "../../carriers/carrier.ts";
import type { Call } from "../../world/call-entities.ts";
import type { World } from "../../world/world.ts";
import { announceCall } from "./announce-call.ts";
import type { CallLimits } from "./call-limits.ts";
import type { CallCause, CallOwner } from "./call-owner.ts";
import type { CallRows } from "./call-rows.ts";

interface CallEndingParts {
  readonly world: World;
  readonly carrier: Carrier;
  readonly rows: CallRows;
  readonly limits: CallLimits;
  readonly ownerOf: (call: Call) => CallOwner;
}

/** Lets calls end: whoever leaves says nothing more, the row says how it ended, and its owner is told. */
export class CallEnding {
  readonly #world: World;
  readonly #carrier: Carrier;
  readonly #rows: CallRows;
  readonly #limits: CallLimits;
  readonly #ownerOf: CallEndingParts["ownerOf"];

  constructor({ world, carrier, rows, limits, ownerOf }: CallEndingParts) {
    this.#world = world;
    this.#carrier = carrier;
    this.#rows = rows;
    this.#limits = limits;
    this.#ownerOf = ownerOf;
  }

  /** Answers whether it left: a transfer to nowhere changes nothing. */
  leave(call: Call, how: "hang up" | "transfer" | "leave message"): boolean {
    if (how === "transfer") return this.#transfer(call);
    this.#carrier.stopSpeaking(call.id);
    this.end(call.id, "hang up", { kind: how === "leave message" ? "left message" : "hung up" });
    this.#carrier.hangUp(call.id);
    return true;
  }

  #transfer(call: Call): boolean {
    const target = this.#ownerOf(call).transferTarget(call);
    if (target === undefined) return false;
    announceCall(this.#world, call, "call.transferred", { target });
    this.end(call.id, "transfer", { kind: "transferred" });
    this.#carrier.transferCall(call.id, target);
    return true;
  }

  /** Ends it by a move for a cause, once: what is over stays as it is. */
  end(id: string, move: Parameters<CallRows["move"]>[1], cause: CallCause): void {
    const call = this.#rows.live(id);
    if (call === undefined) return;
    const owner = this.#ownerOf(call);
    const { status, reason } = owner.outcomeOf(call, cause);
    this.#limits.end(call);
    const ended = this.#rows.move(id, move, {
      status,
      endedAt: this.#world.clock.now(),
      asked: undefined,
      timers: undefined,
      ...(reason !== undefined && { disconnectionReason: reason }),
    });
    owner.ended(ended, cause);
  }
}
