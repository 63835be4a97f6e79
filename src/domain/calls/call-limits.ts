import type { Call } from "../../world/call-entities.ts";
import type { World } from "../../world/world.ts";
import { playerOf } from "./player-of.ts";
import type { CallRows } from "./call-rows.ts";

/** How long nobody may speak in a call, and how long it may last, in milliseconds. */
interface Limits {
  readonly silenceMs: number;
  readonly lengthMs: number;
}

/** The timers of calls: when their own side picks up, and when they end of themselves. */
export class CallLimits {
  readonly #world: World;
  readonly #rows: CallRows;

  constructor(world: World, rows: CallRows) {
    this.#world = world;
    this.#rows = rows;
  }

  /** Lets its own side pick up in so many milliseconds. */
  pickUpAfter({ id }: Call, milliseconds: number): void {
    const { clock } = this.#world;
    const at = clock.now() + milliseconds;
    const payload = { callId: id };
    const pickUp = clock.schedule({ at, class: "story", kind: "call.pickUp", payload, unasked: true }).id;
    this.#rows.note(id, { timers: { ...this.#rows.get(id)?.timers, pickUp } });
  }

  /** From when somebody has picked up. */
  begin(call: Call, { silenceMs, lengthMs }: Limits): void {
    const { pickUp, ...timers } = this.#rows.get(call.id)?.timers ?? {};
    if (pickUp !== undefined) this.#world.clock.cancel(pickUp);
    this.#rows.note(call.id, {
      timers: {
        ...timers,
        silence: this.#set(call, "call.silence", silenceMs),
        length: this.#set(call, "call.length", lengthMs),
      },
    });
  }

  /** Somebody has spoken: silence counts anew. */
  renew({ id }: Call, { silenceMs }: Limits): void {
    const call = this.#rows.live(id);
    if (call?.timers?.silence === undefined) return;
    this.#world.clock.cancel(call.timers.silence);
    this.#rows.note(id, { timers: { ...call.timers, silence: this.#set(call, "call.silence", silenceMs) } });
  }

  /** Nothing is left to wait for. */
  end({ id }: Call): void {
    for (const timer of Object.values(this.#rows.get(id)?.timers ?? {})) this.#world.clock.cancel(timer);
  }

  #set(call: Call, kind: string, milliseconds: number): string {
    const { clock } = this.#world;
    const payload = { callId: call.id };
    const at = clock.now() + milliseconds;
    return clock.schedule({ at, class: "story", kind, payload, player: playerOf(call) }).id;
  }
}
