import type { Carrier, FarEnd, FarLeaving, Heard, Spoken } from "../../carriers/carrier.ts";
import type { Call } from "../../world/call-entities.ts";
import type { World } from "../../world/world.ts";
import type { Codes } from "../people/codes.ts";
import { announceCall } from "./announce-call.ts";
import { CallEnding } from "./call-ending.ts";
import { CallLimits } from "./call-limits.ts";
import type { CallOwner } from "./call-owner.ts";
import { CallRows } from "./call-rows.ts";
import { CallTurns } from "./call-turns.ts";
import { handToPlayer } from "./hand-to-player.ts";
import type { TurnHeard, TurnReply, TurnTaker } from "./voice.ts";

/** What a switchboard connects. */
export interface SwitchboardParts {
  readonly world: World;
  readonly carrier: Carrier;
  readonly codes: Codes;
  /** Whose call it is. */
  readonly ownerOf: (call: Call) => CallOwner;
}

/** What every far end of a call has in common with its near one: who hears what, whose turn it is, and when it is over. */
export class Switchboard implements TurnTaker {
  readonly #world: World;
  readonly #carrier: Carrier;
  readonly #ownerOf: SwitchboardParts["ownerOf"];
  readonly #rows: CallRows;
  readonly #limits: CallLimits;
  readonly #turns: CallTurns;
  readonly #ending: CallEnding;

  constructor({ world, carrier, codes, ownerOf }: SwitchboardParts) {
    this.#world = world;
    this.#carrier = carrier;
    this.#ownerOf = ownerOf;
    this.#rows = new CallRows(world);
    this.#limits = new CallLimits(world, this.#rows);
    this.#turns = new CallTurns({ world, codes, ownerOf, rows: this.#rows, limits: this.#limits });
    this.#ending = new CallEnding({ world, carrier, ownerOf, rows: this.#rows, limits: this.#limits });
  }

  /** Hands a call that a line places to the network. */
  async place({ id, from, to }: Call, ringFor: number): Promise<void> {
    handToPlayer(this.#world.tables, id, to);
    await this.#carrier.placeCall({ id, from, to, ringFor }).catch((error: unknown) => {
      this.fail(id, "dial_failed", error instanceof Error ? error.message : "");
      throw error;
    });
  }

  /** It rings. */
  rang(id: string): void {
    const call = this.#rows.live(id);
    if (call === undefined) return;
    const pickUpAfter = this.#ownerOf(call).rang(call);
    if (pickUpAfter !== undefined) this.#limits.pickUpAfter(call, pickUpAfter);
  }

  /** Somebody plays the far end from now on, and has all the time that silence allows. */
  taken(id: string): void {
    const call = this.#rows.live(id);
    if (call !== undefined) this.#limits.renew(call, this.#ownerOf(call).limitsOf(call));
  }

  /** Its own side picks up, and says what it opens with. */
  pickUp(id: string): void {
    const call = this.#rows.live(id);
    if (call === undefined || !this.#rows.can(call, "answer")) return;
    this.#answer(call, {}, "agent");
    this.#carrier.answerCall(id);
    if (!this.#open(call)) this.#carrier.speak(id, { last: true });
  }

  /** Its own side cannot take a call that rings; `why` says so in plain words. */
  fail(id: string, reason: string, why: string): void {
    const call = this.#rows.live(id);
    if (call !== undefined) this.#rows.remark(call, why);
    this.#carrier.refuseCall(id, "declined");
    this.#ending.end(id, "fail", { kind: "failed", reason });
  }

  /** Somebody picked up at the far end. Answers whether its own side speaks first. */
  answered(id: string, by: FarEnd): boolean {
    const call = this.#rows.live(id);
    if (call === undefined) return false;
    if (call.phase === "talking") {
      // A network may tell a machine from a person only after a while.
      if (call.answeredBy === by || (call.answeredBy === "person" && by !== "machine")) return false;
      this.#rows.move(id, "put through", { answeredBy: by });
      announceCall(this.#world, call, "call.answered", { by });
      return false;
    }
    this.#answer(call, { answeredBy: by }, by);
    return by === "person" && this.#open(call);
  }

  heard(id: string, heard: Heard): void {
    const { text, confidence, cutOff } = heard;
    const call = this.#rows.live(id);
    if (call === undefined || !this.#rows.can(call, "hear")) return;
    this.#rows.move(id, "hear");
    // Nothing but that it is our side's turn.
    if (text !== "") this.#turns.heard(call, heard);
    if (cutOff === true) return;
    this.#ask(id, { text, ...(confidence !== undefined && { confidence }) });
  }

  pressed(id: string, digits: string): void {
    const call = this.#rows.live(id);
    if (call === undefined || !this.#rows.can(call, "press")) return;
    this.#rows.move(id, "press");
    this.#turns.pressed(call, digits);
    this.#ask(id, { text: digits, digits: true });
  }

  /** What its own side said is over. */
  spoken(id: string, spoken: Spoken): void {
    const call = this.#rows.live(id);
    if (call === undefined || !this.#rows.can(call, "spoken")) return;
    this.#rows.move(id, "spoken");
    this.#turns.spoken(call, spoken);
    // Whoever talked over a goodbye keeps the other on the line.
    if (spoken.interrupted) this.#rows.note(id, { asked: undefined });
  }

  /** The far end goes on talking before its own side has begun. */
  turnLost(id: string): void {
    const call = this.#rows.live(id);
    if (call?.asked === undefined) return;
    this.#rows.note(id, { asked: undefined });
    this.#turns.failed(id, "turn.silent", "the far end went on talking");
  }

  /** Everybody has heard what its own side said in its turn. */
  turnOver(id: string): void {
    const call = this.#rows.live(id);
    if (call?.asked?.answered !== true) return;
    const { then } = call.asked;
    this.#rows.note(id, { asked: undefined });
    if (then !== undefined && !this.#ending.leave(call, then.do))
      this.#turns.failed(id, "turn.flawed", nowhereToGo);
  }

  /** The far end has left; `lasted` says for how many milliseconds it was there, where that is heard of later. */
  left(id: string, how: FarLeaving, lasted?: number): void {
    if (lasted !== undefined) this.#rows.hasLasted(id, lasted);
    if (how === "too long") return this.#ending.end(id, "last too long", { kind: how });
    const { phase, direction } = this.#rows.live(id) ?? {};
    const ringing = direction === "inbound" ? "give up" : "refuse";
    this.#ending.end(id, phase === "ringing" ? ringing : "leave", { kind: "left", how });
  }

  refused(id: string, why: "busy" | "no answer" | "declined" | "unreachable"): void {
    this.#ending.end(id, "refuse", { kind: "refused", why });
  }

  reply(callId: string, turn: number, { text, digits, then }: TurnReply, last: boolean, why = ""): void {
    const call = this.#rows.live(callId);
    const { asked } = call ?? {};
    if (call === undefined || asked?.turn !== turn || !this.#rows.can(call, "reply")) return;
    const words = (text ?? "").trim();
    const spoke = asked.spoke || words !== "" || (digits ?? "") !== "";
    const doing = then === undefined ? asked.then : { do: then };
    this.#rows.move(callId, "reply", {
      asked: { turn, answered: last, spoke, ...(doing !== undefined && { then: doing }) },
    });
    if (!last && words === "" && (digits ?? "") === "") return;
    if (last && !spoke) return this.#beSilent(call, why);
    if (last && why !== "") this.#turns.failed(callId, "turn.flawed", why);
    this.#carrier.speak(callId, { text: words, digits, last, firm: this.#ownerOf(call).isFirm(call) });
  }

  /** Speaks for its own side out of turn, as long as nobody else speaks. Answers the number of that turn. */
  takeTurn(id: string): number {
    const turn = (this.#rows.get(id)?.turnsAsked ?? 0) + 1;
    this.#rows.move(id, "ask", { turnsAsked: turn, asked: { turn, answered: false, spoke: false } });
    return turn;
  }

  /** Its own side hangs up, from a request and not in a turn. */
  hangUp(id: string): void {
    const call = this.#rows.live(id);
    if (call !== undefined) this.#ending.leave(call, "hang up");
  }

  /** Nobody has spoken for too long, or it has lasted for long enough. */
  passLimit(id: string, kind: "silent" | "too long"): void {
    const call = this.#rows.live(id);
    if (call === undefined) return;
    if (kind === "silent" && this.#isSpoken(call)) return this.taken(id);
    this.#carrier.stopSpeaking(id);
    this.#ending.end(id, kind === "silent" ? "fall silent" : "last too long", { kind });
    this.#carrier.hangUp(id);
  }

  /** Whether somebody is speaking in a call just now. */
  #isSpoken({ id, asked }: Call): boolean {
    return asked?.spoke === true || this.#carrier.people?.stateOf(id)?.isTheirTurn === true;
  }

  #answer(call: Call, change: Pick<Call, "answeredBy">, by: string): void {
    const answeredAt = this.#world.clock.now();
    this.#rows.move(call.id, "answer", { ...change, answeredAt });
    announceCall(this.#world, call, "call.answered", { by });
    this.#limits.begin(call, this.#ownerOf(call).limitsOf(call));
  }

  /** Says what its side opens with; answers whether there was anything. */
  #open(call: Call): boolean {
    const text = this.#ownerOf(call).opening(call);
    if (text === undefined || text.trim() === "") return false;
    this.#rows.note(call.id, { asked: { turn: 0, answered: true, spoke: true } });
    const firm = this.#ownerOf(call).isFirm(call);
    this.#carrier.speak(call.id, { text: text.trim(), last: true, firm });
    return true;
  }

  #ask(id: string, heard: TurnHeard): void {
    const call = this.#rows.live(id);
    if (call === undefined) return;
    // What it was about to say anyway is its answer.
    if (call.asked?.answered === true) return;
    const owner = this.#ownerOf(call);
    this.#rows.note(id, { asked: undefined });
    const turn = this.takeTurn(id);
    const line = owner.ruleFor(call);
    if (line !== undefined) return this.#sayLine(id, turn, line.text, line.then);
    const voice = owner.voiceOf(call);
    if (voice === undefined) this.reply(id, turn, {}, true, "nobody speaks for this line");
    else voice.ask({ callId: id, turn, heard });
  }

  #sayLine(id: string, turn: number, text: string, then: "hang up" | "leave message" | undefined): void {
    this.#rows.note(id, {
      asked: { turn, answered: true, spoke: true, ...(then !== undefined && { then: { do: then } }) },
    });
    this.#carrier.speak(id, { text, last: true, firm: true });
  }

  #beSilent(call: Call, why: string): void {
    const { then } = this.#rows.get(call.id)?.asked ?? {};
    this.#rows.note(call.id, { asked: undefined });
    if (then !== undefined && this.#ending.leave(call, then.do)) return;
    this.#turns.failed(call.id, "turn.silent", then === undefined ? why : nowhereToGo);
    this.#carrier.speak(call.id, { last: true });
  }
}

const nowhereToGo = "The agent wanted to transfer the call and has no transferNumber.";
