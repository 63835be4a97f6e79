import { RingbackError } from "../../../kernel/errors.ts";
import type { JsonObject } from "../../../kernel/json.ts";
import type {
  ArrivingCall,
  CarrierHost,
  CarrierListener,
  DepartingCall,
  FarAct,
  FarState,
  Utterance,
} from "../../carrier.ts";
import { CallSpeech } from "./call-speech.ts";
import { type FarLeg, FarLegs } from "./far-leg.ts";
import { FarSide } from "./far-side.ts";
import { callerActs, calleeActs, usualRing } from "./manners.ts";

/** How somebody who calls behaves. */
interface ArrivalWishes {
  readonly played?: boolean | undefined;
  readonly says?: readonly string[] | undefined;
}

/** Carries calls between our lines and people, magic numbers and other lines of ours. */
export class CallNetwork {
  readonly #host: CarrierHost;
  readonly #listener: () => CarrierListener;
  readonly #legs: FarLegs;
  readonly #speech: CallSpeech;
  readonly #far: FarSide;

  constructor(host: CarrierHost, listener: () => CarrierListener) {
    this.#host = host;
    this.#listener = listener;
    this.#legs = new FarLegs(host);
    this.#speech = new CallSpeech(host, listener, this.#legs, (id) => this.#far.go(id));
    this.#far = new FarSide(host, listener, this.#legs, this.#speech);
  }

  /** A line of ours calls somebody; without a number it waits for a browser. */
  place({ id, from, to, ringFor }: DepartingCall): void {
    const isLine = this.#host.isLine(to);
    const acts = to === "" || isLine || this.#host.isPlayed(id) ? [] : calleeActs(this.#host, from, to);
    this.#legs.open({ id, from, to, inbound: false, acts });
    this.#ringUntil(id, ringFor);
    this.#listener().callRang(id);
    if (isLine) this.#ringAtLine(id, { from, to, ringFor, placedAs: id });
    else this.#far.go(id);
  }

  /** Somebody calls a line of ours. */
  arrive(call: ArrivingCall, { played = false, says }: ArrivalWishes = {}): string {
    const id = this.#listener().callArrived(call);
    const acts = played ? [] : callerActs(this.#host, call, says);
    this.#legs.open({ id, from: call.from, to: call.to, inbound: true, acts });
    this.#ringUntil(id, call.ringFor);
    this.#listener().callRang(id);
    if (call.ringFor === 0) this.#giveUp(id);
    return id;
  }

  /** Our side picks up: it has the first turn. */
  answer(id: string): void {
    const leg = this.#legs.get(id);
    if (leg === undefined || leg.talking) return;
    this.#stopRinging(leg);
    this.#legs.change(id, { talking: true, ourTurn: true, isFresh: true });
  }

  refuse(id: string, why: "busy" | "declined"): void {
    const leg = this.#legs.get(id);
    if (leg === undefined) return;
    this.#legs.close(leg);
    const other = leg.other === undefined ? undefined : this.#legs.get(leg.other);
    if (other === undefined) return;
    this.#legs.close(other);
    if (other.talking) this.#listener().callLeft(other.id, "hung up");
    else this.#listener().callRefused(other.id, why);
  }

  speak(id: string, utterance: Utterance): void {
    const leg = this.#legs.get(id);
    if (leg === undefined) return;
    this.#speech.add(leg, utterance);
    const { other, isFresh } = leg;
    if (isFresh !== true || this.#legs.get(id) === undefined) return;
    this.#legs.change(id, { isFresh: undefined });
    // Whoever is called speaks first: only now does the caller hear that somebody is there.
    if (other !== undefined && this.#legs.get(other)?.talking === false) this.#far.pickUp(other, "person");
  }

  /** Connects the far end to another number, and lets our side go. */
  transfer(id: string, to: string): void {
    const leg = this.#legs.get(id);
    if (leg === undefined) return;
    this.#legs.close(leg);
    const [from, line] = leg.inbound ? [leg.from, leg.to] : [leg.to, leg.from];
    const via = [...(leg.via ?? []), line];
    const { other } = leg;
    const call = { from, to, ringFor: usualRing, ...(other !== undefined && { placedAs: other }) };
    // A line that has had it finds itself busy, or two that hand it to each other would never be done.
    const isFree = this.#host.isLine(to) && from !== to && !via.includes(to);
    const taken = isFree ? this.#arriveAtLine(call) : undefined;
    if (taken === undefined) return this.#far.leaveOther(leg, "hung up");
    // A line that is handed over goes on speaking for itself.
    const acts = other === undefined ? callerActs(this.#host, call) : [];
    this.#legs.open({ id: taken, from, to, inbound: true, acts, via, other });
    if (other !== undefined) this.#legs.change(other, { other: taken });
    this.#ringUntil(taken, usualRing);
    this.#listener().callRang(taken);
  }

  stopSpeaking(id: string): void {
    this.#speech.stop(id);
  }

  hangUp(id: string): void {
    const leg = this.#legs.get(id);
    if (leg === undefined) return;
    this.#legs.close(leg);
    this.#far.leaveOther(leg, "hung up");
  }

  /** Nobody plays the far end of itself any more: it does only what it is told. */
  take(id: string): void {
    const leg = this.#legs.get(id);
    if (leg === undefined) return;
    if (leg.pause !== undefined) this.#host.callOff(leg.pause);
    this.#legs.change(id, { acts: [], pause: undefined });
  }

  act(id: string, act: FarAct): void {
    this.#far.add(id, act);
  }

  stateOf(id: string): FarState | undefined {
    const leg = this.#legs.get(id);
    if (leg === undefined) return undefined;
    const { talking, ourTurn, acts, theirs, pause } = leg;
    const speaking = theirs === undefined ? 0 : 1;
    const waiting = pause === undefined ? 0 : 1;
    return {
      talking,
      isOurTurn: ourTurn,
      isTheirTurn: theirs !== undefined,
      toDo: acts.length + speaking + waiting,
    };
  }

  /** Something that was put off until now happens. */
  wake({ call, wake }: JsonObject): void {
    if (typeof call !== "string") return;
    if (wake === "give up") this.#giveUp(call);
    else if (wake === "ours") this.#speech.finish(call);
    else if (wake === "theirs") this.#far.finish(call);
    else this.#far.goOn(call);
  }

  #ringAtLine(id: string, call: ArrivingCall): void {
    const other = this.#arriveAtLine(call);
    if (other === undefined) {
      const leg = this.#legs.get(id);
      if (leg !== undefined) this.#legs.close(leg);
      return this.#listener().callRefused(id, "unreachable");
    }
    this.#legs.open({ id: other, from: call.from, to: call.to, inbound: true, acts: [], other: id });
    this.#legs.change(id, { other });
    this.#listener().callRang(other);
  }

  /** Undefined for a line that takes no calls. */
  #arriveAtLine(call: ArrivingCall): string | undefined {
    try {
      return this.#listener().callArrived(call);
    } catch (error) {
      if (error instanceof RingbackError && error.code === "unsupported_configuration") return undefined;
      throw error;
    }
  }

  #ringUntil(id: string, ringFor: number): void {
    if (ringFor === 0) return;
    const task = { call: id, wake: "give up" };
    // Who calls waits for our side; who is called, for whoever plays them.
    const ends = this.#legs.get(id)?.inbound === false ? { ends: id } : {};
    const giveUp = this.#host.later(ringFor, task, { unasked: true, ...ends });
    this.#legs.change(id, { giveUp });
  }

  #stopRinging({ id, giveUp }: FarLeg): void {
    if (giveUp !== undefined) this.#host.callOff(giveUp);
    this.#legs.change(id, { giveUp: undefined });
  }

  /** It has rung for long enough. */
  #giveUp(id: string): void {
    const leg = this.#legs.get(id);
    if (leg === undefined || leg.talking) return;
    this.#legs.close(leg);
    if (leg.inbound) this.#listener().callLeft(id, "hung up");
    else this.#listener().callRefused(id, "no answer");
    this.#far.leaveOther(leg, "hung up");
  }
}
