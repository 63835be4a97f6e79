import type { CarrierHost, CarrierListener, FarAct, FarEnd, FarLeaving } from "../../carrier.ts";
import type { CallSpeech } from "./call-speech.ts";
import type { FarLeg, FarLegs, NetworkAct } from "./far-leg.ts";
import { patienceOf } from "./manners.ts";
import { keyMs, speechMs } from "../../speech-time.ts";

/** What far ends of calls do, one thing after the other: each waits until it is not our side's turn. */
export class FarSide {
  readonly #host: CarrierHost;
  readonly #listener: () => CarrierListener;
  readonly #legs: FarLegs;
  readonly #speech: CallSpeech;

  constructor(host: CarrierHost, listener: () => CarrierListener, legs: FarLegs, speech: CallSpeech) {
    this.#host = host;
    this.#listener = listener;
    this.#legs = legs;
    this.#speech = speech;
  }

  /** Has something to do, after everything else that it has. */
  add(id: string, act: FarAct): void {
    const leg = this.#legs.get(id);
    if (leg === undefined) return;
    if (act.do === "leave" && act.how === "dropped") return this.#leave(leg, "dropped");
    const acts: NetworkAct[] = [...leg.acts];
    const picksUp = leg.talking || leg.inbound || acts.some((other) => other.do === "answer");
    // Nobody speaks on a telephone that still rings.
    if (!picksUp && (act.do === "say" || act.do === "press")) {
      acts.push({ do: "answer", by: "person", ringFor: patienceOf(this.#host, leg.to) });
    }
    const interrupts = act.do === "say" && act.interrupts === true && leg.talking;
    if (interrupts) acts.unshift(act);
    else acts.push(act);
    this.#legs.change(id, { acts });
    if (interrupts && !this.#breakIn(id)) return;
    this.go(id);
  }

  /** Does whatever can be done now. */
  go(id: string): void {
    for (;;) {
      const leg = this.#legs.get(id);
      const [act] = leg?.acts ?? [];
      if (leg === undefined || act === undefined || leg.pause !== undefined || leg.theirs !== undefined)
        return;
      if (!this.#perform(leg, act)) return;
    }
  }

  /** A pause is over. */
  goOn(id: string): void {
    const leg = this.#legs.get(id);
    if (leg === undefined) return;
    const [act, ...acts] = leg.acts;
    this.#legs.change(id, { pause: undefined, ...(act?.do === "wait" && { acts }) });
    this.go(id);
  }

  /** What the far end was saying or pressing is over: it is our side's turn. */
  finish(id: string): void {
    const { theirs } = this.#legs.get(id) ?? {};
    if (theirs === undefined) return;
    this.#legs.change(id, { theirs: undefined, ourTurn: true });
    const { text, digits, since, confidence } = theirs;
    if (digits) this.#listener().callPressed(id, text);
    else this.#listener().callHeard(id, { text, since, ...(confidence !== undefined && { confidence }) });
  }

  /** Somebody picks up. */
  pickUp(id: string, by: FarEnd): void {
    const leg = this.#legs.get(id);
    if (leg === undefined) return;
    if (leg.giveUp !== undefined) this.#host.callOff(leg.giveUp);
    this.#legs.change(id, { talking: true, giveUp: undefined, ourTurn: true });
    const speaks = this.#listener().callAnswered(id, by);
    const after = this.#legs.get(id);
    if (after !== undefined && !speaks && after.ours === undefined) this.#legs.change(id, { ourTurn: false });
  }

  /** Where the other end is a line of ours too, it hears that the call is over. */
  leaveOther({ other }: FarLeg, how: FarLeaving): void {
    const leg = other === undefined ? undefined : this.#legs.get(other);
    if (leg === undefined) return;
    this.#legs.close(leg);
    this.#listener().callLeft(leg.id, how);
  }

  /** Does one act; answers whether the next may follow at once. */
  #perform(leg: FarLeg, act: NetworkAct): boolean {
    const { id, acts, talking } = leg;
    const rest = acts.slice(1);
    if (act.do === "answer") return this.#answer(leg, act.by, act.ringFor ?? 0);
    if (act.do === "refuse") {
      if (!talking) this.#refuse(leg, act.why);
      else this.#legs.change(id, { acts: rest });
      return talking;
    }
    if (act.do === "leave" && !talking) {
      this.#ringOff(leg);
      return false;
    }
    if (act.do === "wait" && !talking) return this.#pause(leg, act.for);
    if (act.do === "talk over" && talking && leg.ourTurn) return this.#talkOver(leg, act.after, act.text);
    if (leg.ourTurn || !talking) return false;
    switch (act.do) {
      case "leave":
        this.#leave(leg, act.how);
        return false;
      case "wait":
        return this.#pause(leg, act.for);
      case "say":
        this.#legs.change(id, { acts: rest });
        return this.#say(id, act.text, act.confidence);
      case "press":
        this.#legs.change(id, { acts: rest });
        return this.#press(id, act.digits);
      case "talk over":
        this.#legs.change(id, { acts: rest });
        return this.#say(id, act.text);
      case "echo":
        this.#legs.change(id, { acts: rest });
        return this.#say(id, leg.lastWords === "" ? "I cannot hear you." : leg.lastWords);
      case "screen":
        this.#legs.change(id, {
          acts: leg.lastWords === "" ? [{ do: "leave", how: "hung up" }] : [...act.then, ...rest],
        });
        return true;
      case "menu":
        return this.#choose(leg, act, rest);
    }
  }

  #answer(leg: FarLeg, by: FarEnd, ringFor: number): boolean {
    const { id, acts, rangAt, talking } = leg;
    const still = rangAt + ringFor - this.#host.now();
    if (!talking && still > 0) return this.#pause(leg, still);
    if (talking && leg.ourTurn) return false;
    this.#legs.change(id, { acts: acts.slice(1) });
    this.pickUp(id, by);
    return true;
  }

  #choose(
    { id, lastDigits }: FarLeg,
    menu: NetworkAct & { readonly do: "menu" },
    rest: readonly NetworkAct[],
  ): boolean {
    const key = Array.from(lastDigits).find((digit) => Object.hasOwn(menu.options, digit));
    this.#legs.change(id, { lastDigits: "" });
    if (key !== undefined) {
      this.#legs.change(id, { acts: [...(menu.options[key] ?? []), ...rest] });
      return true;
    }
    if (menu.tries === 0) {
      this.#legs.change(id, { acts: [{ do: "leave", how: "hung up" }] });
      return true;
    }
    this.#legs.change(id, { acts: [{ ...menu, tries: menu.tries - 1 }, ...rest] });
    return this.#say(id, menu.prompt);
  }

  #talkOver(leg: FarLeg, after: number, text: string): boolean {
    const since = leg.ours?.since;
    if (since === undefined) return false;
    const still = since + after - this.#host.now();
    if (still > 0) return this.#pause(leg, still);
    const [, ...acts] = leg.acts;
    this.#legs.change(leg.id, { acts: [{ do: "say", text }, ...acts] });
    return this.#speech.cut(leg);
  }

  #say(id: string, text: string, confidence?: number): false {
    this.#begin(id, speechMs(text, this.#host.wordMs(id, "theirs")), {
      text,
      digits: false,
      ...(confidence !== undefined && { confidence }),
    });
    return false;
  }

  #press(id: string, digits: string): false {
    this.#begin(id, digits.length * keyMs, { text: digits, digits: true });
    return false;
  }

  #begin(id: string, lasts: number, what: { text: string; digits: boolean; confidence?: number }): void {
    const timer = this.#host.later(lasts, { call: id, wake: "theirs" }, { unasked: true });
    this.#legs.change(id, { theirs: { ...what, since: this.#host.now(), timer } });
  }

  #pause({ id }: FarLeg, milliseconds: number): false {
    const pause = this.#host.later(milliseconds, { call: id, wake: "pause" }, { unasked: true });
    this.#legs.change(id, { pause });
    return false;
  }

  /** Talks over our side, or over what it was doing itself. Answers whether the call is still there. */
  #breakIn(id: string): boolean {
    const leg = this.#legs.get(id);
    if (leg === undefined) return false;
    if (leg.pause !== undefined) {
      this.#host.callOff(leg.pause);
      const [first, ...acts] = leg.acts;
      const others = acts[0]?.do === "wait" ? acts.slice(1) : acts;
      this.#legs.change(id, { pause: undefined, acts: first === undefined ? [] : [first, ...others] });
    }
    return leg.ourTurn ? this.#speech.cut(leg) || this.#legs.get(id) !== undefined : true;
  }

  #refuse(leg: FarLeg, why: "busy" | "no answer" | "declined" | "unreachable"): void {
    this.#legs.close(leg);
    this.#listener().callRefused(leg.id, why);
  }

  /** Leaves a call that still rings: who is called declines it, who calls gives up. */
  #ringOff(leg: FarLeg): void {
    if (!leg.inbound) return this.#refuse(leg, "declined");
    this.#legs.close(leg);
    this.#listener().callLeft(leg.id, "hung up");
  }

  #leave(leg: FarLeg, how: FarLeaving): void {
    if (!leg.talking && how === "hung up") return this.#ringOff(leg);
    this.#speech.stop(leg.id);
    this.#legs.close(leg);
    this.#listener().callLeft(leg.id, how);
    this.leaveOther(leg, how);
  }
}
