import type { CallRefusal, Carrier, FarAct, FarEnd, FarState, People } from "../../carriers/carrier.ts";
import { RingbackError } from "../../kernel/errors.ts";
import type { Call } from "../../world/call-entities.ts";
import type { World } from "../../world/world.ts";
import { scriptAgent } from "./script-agent.ts";
import type { Switchboard } from "./switchboard.ts";
import type { TurnReply } from "./voice.ts";

/** The other ends of calls, played by whoever runs ringback instead of by the network's own people. */
export class FarEnds {
  readonly #world: World;
  readonly #carrier: Carrier;
  readonly #switchboard: Switchboard;

  constructor(world: World, carrier: Carrier, switchboard: Switchboard) {
    this.#world = world;
    this.#carrier = carrier;
    this.#switchboard = switchboard;
  }

  /** Throws `not_found` for a call that never was. */
  get(id: string): Call {
    const call = this.#world.tables.calls.get(id);
    if (call !== undefined) return call;
    throw new RingbackError("not_found", `There is no call ${id} in this world.`, { resource: "call", id });
  }

  /** How the network sees the far end of a call; undefined once the call is over. */
  stateOf(id: string): FarState | undefined {
    return this.#carrier.people?.stateOf(id);
  }

  /** Takes the far end of a live call over. Taken before, it stays with whoever had it. */
  take(id: string, by?: string): Call {
    const call = this.#live(id);
    // A scenario's list has its name on the call before the network hears of it.
    if (call.takenBy !== undefined && call.takenBy !== by) return call;
    this.#world.tables.calls.update(id, { takenBy: by ?? "control" });
    this.#network().take(id);
    this.#switchboard.taken(id);
    return call;
  }

  /** Lets a hosted agent say only what it is given from now on. Throws `not_possible` where a webhook speaks for it. */
  script(id: string): void {
    const { plan } = this.#live(id);
    if (plan?.["hosted"] !== true) throw spokenFor(id);
    scriptAgent(this.#world.tables.calls, id);
  }

  /** Picks up, after so many milliseconds from the first ring; at once without. */
  answer(id: string, by: FarEnd, after?: number): Call {
    const call = this.#live(id);
    if (call.direction === "inbound") {
      throw new RingbackError("not_possible", `The call ${id} reached a line: its far end is who calls.`, {
        id,
      });
    }
    if (call.answeredBy === "person") {
      throw new RingbackError("not_possible", `A person has answered the call ${id} already.`, { id });
    }
    return this.#act(id, { do: "answer", by, ...(after !== undefined && { ringFor: after }) });
  }

  refuse(id: string, why: CallRefusal): Call {
    const { direction, phase } = this.#live(id);
    if (direction !== "inbound" && phase === "ringing") return this.#act(id, { do: "refuse", why });
    const cure = "Hang up instead.";
    throw new RingbackError("not_possible", `Only who is called, and as long as it rings, refuses. ${cure}`, {
      id,
    });
  }

  say(id: string, text: string, more: { readonly interrupts?: boolean; readonly confidence?: number }): Call {
    return this.#act(id, { do: "say", text, ...more });
  }

  press(id: string, digits: string): Call {
    return this.#act(id, { do: "press", digits });
  }

  hangUp(id: string, dropped: boolean): Call {
    return this.#act(id, { do: "leave", how: dropped ? "dropped" : "hung up" });
  }

  /** Takes a hosted agent's turn. Throws `not_possible` while somebody else speaks, or where a webhook speaks for it. */
  speak(id: string, reply: TurnReply, last: boolean): Call {
    const call = this.#live(id);
    if (call.plan?.["hosted"] !== true) throw spokenFor(id);
    const { asked } = call;
    if (call.phase !== "talking" || asked?.answered === true) throw notItsTurn(id);
    if (asked === undefined && (this.stateOf(id)?.isTheirTurn ?? true)) throw notItsTurn(id);
    const isEmpty = (reply.text ?? reply.digits) === undefined;
    const turn = asked?.turn ?? this.#switchboard.takeTurn(id);
    this.#switchboard.reply(id, turn, reply, last, isEmpty ? "nothing was written for it" : "");
    return call;
  }

  #act(id: string, act: FarAct): Call {
    const { otherLegId } = this.#live(id);
    if (otherLegId !== undefined && !(act.do === "leave" && act.how === "dropped")) {
      const cure = `Let that one speak or hang up in its own call, ${otherLegId}.`;
      throw new RingbackError("not_possible", `The far end of the call ${id} is another line. ${cure}`, {
        id,
        otherLegId,
      });
    }
    const call = this.take(id);
    this.#network().act(id, act);
    return call;
  }

  #live(id: string): Call {
    const call = this.get(id);
    if (call.phase !== "over") return call;
    throw new RingbackError(
      "call_not_live",
      `The call ${id} is over: ${call.disconnectionReason ?? call.status}.`,
      { id, ...(call.disconnectionReason !== undefined && { reason: call.disconnectionReason }) },
    );
  }

  #network(): People {
    if (this.#carrier.people !== undefined) return this.#carrier.people;
    throw new RingbackError(
      "not_emulated",
      "The people on a real carrier hold telephones of their own: speak with one.",
    );
  }
}

const spokenFor = (id: string): RingbackError =>
  new RingbackError(
    "not_possible",
    `No hosted agent speaks in the call ${id}: its line's own side is a webhook, or nobody.`,
    {
      id,
    },
  );

const notItsTurn = (id: string): RingbackError =>
  new RingbackError("not_possible", `It is not the agent's turn in the call ${id}.`, { id });
