import type { Heard, Spoken } from "../../carriers/carrier.ts";
import type { Call, CallTurn } from "../../world/call-entities.ts";
import type { World } from "../../world/world.ts";
import type { Codes } from "../people/codes.ts";
import { announceCall } from "./announce-call.ts";
import type { CallLimits } from "./call-limits.ts";
import type { CallOwner } from "./call-owner.ts";
import type { CallRows } from "./call-rows.ts";

/** What a transcript is written with. */
export interface CallTurnsParts {
  readonly world: World;
  readonly codes: Codes;
  readonly rows: CallRows;
  readonly limits: CallLimits;
  readonly ownerOf: (call: Call) => CallOwner;
}

/** Writes down and announces what is said and pressed in calls; from then on silence counts anew. */
export class CallTurns {
  readonly #parts: CallTurnsParts;

  constructor(parts: CallTurnsParts) {
    this.#parts = parts;
  }

  /** The far end has said something. */
  heard(call: Call, { text, since, confidence }: Omit<Heard, "cutOff">): void {
    const { world } = this.#parts;
    this.#add(call, {
      role: "user",
      content: text,
      at: since ?? world.clock.now(),
      ...(confidence !== undefined && { confidence }),
    });
    announceCall(world, call, "turn.user", {
      text,
      ...(confidence !== undefined && { confidence: String(confidence) }),
    });
  }

  /** The far end has pressed keys. */
  pressed(call: Call, digits: string): void {
    const { world } = this.#parts;
    this.#add(call, { role: "user", content: digits, at: world.clock.now(), digits: true });
    announceCall(world, call, "digits.pressed", { by: "user", digits });
  }

  /** The line's own side has said or pressed something, perhaps a code that somebody waits for. */
  spoken(call: Call, { text, digits, since, wordsUntil, interrupted }: Spoken): void {
    const { world, codes } = this.#parts;
    if (text !== "" || interrupted) {
      const cut = interrupted && { interrupted: true as const };
      this.#add(call, { role: "agent", content: text, at: since, until: wordsUntil, ...cut });
      announceCall(world, call, "turn.agent", { text, interrupted });
      codes.noticeSpoken(text, this.#isOwn(call));
    }
    if (digits === "") return;
    this.#add(call, { role: "agent", content: digits, at: wordsUntil, digits: true });
    announceCall(world, call, "digits.pressed", { by: "agent", digits });
    codes.noticeIn(digits, this.#isOwn(call));
  }

  /** The line's own side has said nothing in its turn, or not done all that it answered. */
  failed(id: string, name: "turn.silent" | "turn.flawed", why: string): void {
    const { world, rows } = this.#parts;
    const call = rows.live(id);
    if (call === undefined) return;
    rows.remark(call, why);
    announceCall(world, call, name, { why });
  }

  /** Whether a line belongs to whoever has this call. */
  #isOwn({ lineId, accountId }: Call): (line: string) => boolean {
    const { lines } = this.#parts.world.tables;
    return (line) => line === lineId || lines.get(line)?.accountId === accountId;
  }

  #add(call: Call, turn: Omit<CallTurn, "id" | "until"> & { readonly until?: number }): void {
    const { world, rows, limits, ownerOf } = this.#parts;
    const owner = ownerOf(call);
    rows.addTurn(call, { ...turn, id: owner.nextTurnId(call), until: turn.until ?? world.clock.now() });
    limits.renew(call, owner.limitsOf(call));
  }
}
