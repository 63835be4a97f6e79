import type { ArrivingCall, FarAct } from "../../src/carriers/carrier.ts";
import { speechMs } from "../../src/carriers/speech-time.ts";
import {
  callContract,
  type CallBench,
  type CallNetwork,
  type FarPlayer,
} from "../contracts/call-contract.ts";
import type { FakeCall } from "../fake-twilio/calls/fake-calls.ts";
import {
  answers,
  busy,
  cutsSocket,
  fails,
  hangsUp,
  interruptsAfter,
  presses,
  says,
  type Step,
  waits,
} from "../fake-twilio/calls/steps.ts";
import { CallRig, person } from "../support/call-rig.ts";

const [wordMs, keyMs] = [400, 200];

/** Holds the telephone at the far ends of a fake Twilio's calls, and waits there until our side has had its turn. */
class TelephonePlayer implements FarPlayer {
  readonly #rig: CallRig;
  readonly #bench: CallBench;
  readonly #calls = new Map<string, FakeCall>();
  readonly #acts = new Map<string, readonly FarAct[]>();
  /** Until when whoever calls lets it ring. */
  readonly #patience = new Map<string, number>();

  constructor(rig: CallRig, bench: CallBench) {
    this.#rig = rig;
    this.#bench = bench;
  }

  act(id: string, act: FarAct): void {
    const acts = this.#acts.get(id) ?? [];
    const isAtOnce =
      (act.do === "say" && act.interrupts === true) || (act.do === "leave" && act.how === "dropped");
    this.#acts.set(id, isAtOnce ? [act, ...acts] : [...acts, act]);
    if (isAtOnce) this.#perform(id);
  }

  async call({ from, to, ringFor }: ArrivingCall): Promise<string> {
    const before = this.#bench.arrived.length;
    const call = this.#rig.calls.call(from, to);
    await this.#rig.until(() => this.#bench.arrived.length > before);
    const id = `in_${before + 1}`;
    this.#calls.set(id, call);
    this.#patience.set(id, this.#rig.time.now() + ringFor);
    await this.#rig.quiet();
    return id;
  }

  isOver(id: string): boolean {
    return this.#callOf(id)?.status === "completed";
  }

  /** Does what can be done now. */
  goOn(): void {
    for (const id of this.#acts.keys()) if (!this.#bench.ourTurn.has(id)) this.#perform(id);
    for (const [id, until] of this.#patience) {
      if (this.#rig.time.now() < until) continue;
      this.#patience.delete(id);
      const call = this.#callOf(id);
      if (call?.status === "ringing") call.does(hangsUp());
    }
  }

  #perform(id: string): void {
    const call = this.#callOf(id);
    const [act, ...rest] = this.#acts.get(id) ?? [];
    // One thing after the other: each may give our side its turn.
    if (call === undefined || act === undefined || call.stepsLeft.length > 0) return;
    const isForRinging = act.do === "answer" || act.do === "refuse";
    if (call.status !== (isForRinging ? "ringing" : "in-progress")) return;
    this.#acts.set(id, rest);
    call.does(...stepsOf(act, call));
  }

  #callOf(id: string): FakeCall | undefined {
    const known = this.#calls.get(id);
    if (known !== undefined) return known;
    const placed = this.#rig.calls.all.find(({ direction }) => direction === "outbound-api");
    if (placed !== undefined) this.#calls.set(id, placed);
    return placed;
  }
}

const stepsOf = (act: FarAct, call: FakeCall): readonly Step[] => {
  switch (act.do) {
    case "answer":
      return act.ringFor === undefined || act.ringFor === 0 ? [answers()] : [waits(act.ringFor), answers()];
    case "refuse":
      return [act.why === "busy" ? busy() : fails()];
    case "say": {
      const words = [waits(speechMs(act.text, wordMs)), says(act.text)];
      const heard = call.turns.at(-1)?.text ?? "";
      return act.interrupts === true ? [interruptsAfter(heard), ...words] : words;
    }
    case "press":
      return [waits(act.digits.length * keyMs), presses(act.digits)];
    case "wait":
      return [waits(act.for)];
    case "leave":
      return [act.how === "dropped" ? cutsSocket() : hangsUp()];
  }
};

/** The Twilio carrier before the fake Twilio. What it tells comes over sockets, so its exact milliseconds are nobody's. */
const openNetwork = async (): Promise<CallNetwork> => {
  let rig: CallRig | undefined;
  let player: TelephonePlayer | undefined;
  const far = (): TelephonePlayer => {
    if (player === undefined) throw new Error("Nobody plays yet.");
    return player;
  };
  let bench: CallBench | undefined;
  return {
    async makeCarrier(host) {
      rig = await CallRig.open({ host });
      rig.calls.wordsTake(wordMs);
      rig.calls.callee(person);
      if (bench !== undefined) player = new TelephonePlayer(rig, bench);
      return rig.carrier;
    },
    playFar(played) {
      bench = played;
      return {
        act: (id, act) => far().act(id, act),
        call: (call) => far().call(call),
        isOver: (id) => far().isOver(id),
      };
    },
    async pass(milliseconds) {
      await rig?.quiet();
      far().goOn();
      await rig?.quiet();
      if (milliseconds === 0) return;
      await rig?.time.pass(milliseconds);
      await rig?.quiet();
    },
    isExact: false,
    close: async () => rig?.[Symbol.asyncDispose](),
  };
};

const twoLegs = "between two lines of ours Twilio carries two calls, which know nothing of each other";

callContract("twilio", openNetwork, {
  "says once that a call is refused: declined": "Twilio calls it busy, whoever has declined",
  "puts somebody through whom a machine answered first": "Twilio does not tell a screener from a person",
  "connects two lines: whoever is called speaks first, and each hears the other": twoLegs,
  "tells one line that the other did not take the call": twoLegs,
  "hands the far end over to another line, and lets our side go": twoLegs,
  "keeps nothing in mind: another carrier goes on with what the host has kept":
    "a socket cannot be kept: a call ends with the process that is in it",
});
