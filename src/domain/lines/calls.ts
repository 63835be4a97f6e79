import type { ArrivingCall } from "../../carriers/carrier.ts";
import { RingbackError } from "../../kernel/errors.ts";
import type { Call } from "../../world/call-entities.ts";
import type { World } from "../../world/world.ts";
import { announceCall } from "../calls/announce-call.ts";
import type { CallCause, CallOutcome, CallOwner } from "../calls/call-owner.ts";
import type { Lines } from "./lines.ts";

/** How long whoever answers a store's number lets it ring. */
const pickUpAfter = 2000;

/** No call at a store's number is cut off. */
const unlimited = { silenceMs: 86_400_000, lengthMs: 86_400_000 };

/** The calls that reached the store's lines. Nobody answers there unless a control says so, so each ends missed. */
export class Calls implements CallOwner {
  readonly #world: World;
  readonly #lines: Lines;

  constructor(world: World, lines: Lines) {
    this.#world = world;
    this.#lines = lines;
  }

  /** Opens the row of a call. Throws `unsupported_configuration` for a line without voice. */
  receive({ from, to, placedAs, isAnswered }: ArrivingCall): Call {
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
    const call = this.#world.tables.calls.insert({
      id: this.#world.nextId("call"),
      lineId: line.id,
      from,
      to,
      status: "ringing",
      phase: "ringing",
      direction: "inbound",
      startedAt: this.#world.clock.now(),
      turns: [],
      ...(placedAs !== undefined && { otherLegId: placedAs }),
      ...(isAnswered === true && { plan: { answered: true } }),
    });
    if (placedAs !== undefined) this.#world.tables.calls.update(placedAs, { otherLegId: call.id });
    this.#world.announce("call.received", { line: line.id, from, to, callId: call.id });
    return call;
  }

  /** Only somebody who was told to takes the call. */
  rang({ plan }: Call): number | undefined {
    return plan?.["answered"] === true ? pickUpAfter : undefined;
  }

  opening(): undefined {
    return undefined;
  }

  ruleFor(): undefined {
    return undefined;
  }

  voiceOf(): undefined {
    return undefined;
  }

  isFirm(): boolean {
    return false;
  }

  transferTarget(): undefined {
    return undefined;
  }

  limitsOf(): { readonly silenceMs: number; readonly lengthMs: number } {
    return unlimited;
  }

  outcomeOf({ answeredAt }: Call, _cause: CallCause): CallOutcome {
    return { status: answeredAt === undefined ? "missed" : "answered" };
  }

  ended(call: Call): void {
    const { endedAt = call.startedAt, answeredAt, status } = call;
    if (answeredAt === undefined) return announceCall(this.#world, call, "call.missed", {});
    announceCall(this.#world, call, "call.ended", { status, durationMs: endedAt - answeredAt });
  }

  nextTurnId(): string {
    return this.#world.nextId("tr");
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
