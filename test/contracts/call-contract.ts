import { afterEach, describe, expect, it } from "vitest";
import type { ArrivingCall, Carrier, CarrierHost, FarAct, People } from "../../src/carriers/carrier.ts";
import type { JsonObject } from "../../src/kernel/json.ts";
import { createCarrierBench } from "./carrier-contract.ts";

/** Plays the far ends of a carrier's calls. */
export interface FarPlayer {
  /** Lets the far end of a call do something, after everything it was told before. */
  act(id: string, act: FarAct): void;
  /** Somebody calls a line, and does only what they are told. Answers the id that the line's side gave the call. */
  call(call: ArrivingCall): string | Promise<string>;
  isOver(id: string): boolean;
}

/** What is different where calls go over a network that is not simulated. */
export interface CallNetwork {
  readonly makeCarrier: (host: CarrierHost) => Carrier | Promise<Carrier>;
  readonly playFar: (bench: CallBench) => FarPlayer;
  /** Lets so much time pass outside of the bench, and everything happen that follows from it. Without it nothing takes time there. */
  readonly pass?: (milliseconds: number) => Promise<void>;
  /** What is told has its exact time. Else only what is told, and in which order. */
  readonly isExact: boolean;
  readonly close?: () => Promise<void>;
}

/** What was told of calls: when, what, of which, and the rest of it. */
type Told = readonly [at: number, what: string, id: string, ...more: readonly unknown[]];

interface Task {
  readonly id: string;
  readonly at: number;
  readonly task: JsonObject;
}

const person = "+14155550123";
const [line, other] = ["+12125550186", "+12125550187"];

/** How often a network that is not simulated may do something of its own. */
const step = 100;

/** A world in which calls are told of, with a time that stands until it is let pass. */
export class CallBench {
  readonly told: Told[] = [];
  readonly arrived: ArrivingCall[] = [];
  readonly host: CarrierHost;
  /** What our side says first when somebody picks up. */
  opening: string | undefined;
  /** The calls in which our side has its turn. */
  readonly ourTurn = new Set<string>();
  readonly #kept = new Map<string, JsonObject>();
  readonly #network: CallNetwork;
  readonly #far: FarPlayer;
  #tasks: Task[] = [];
  #taskCount = 0;
  #now = 0;
  #carrier: Carrier | undefined;

  constructor(network: CallNetwork) {
    this.#network = network;
    const { host, lines } = createCarrierBench();
    for (const number of [line, other]) lines.add(number);
    this.host = {
      ...host,
      now: () => this.#now,
      later: (milliseconds, task) => {
        this.#taskCount += 1;
        const id = `task_${this.#taskCount}`;
        this.#tasks.push({ id, at: this.#now + milliseconds, task });
        return id;
      },
      callOff: (id) => void (this.#tasks = this.#tasks.filter((task) => task.id !== id)),
      recall: (name) => this.#kept.get(name),
      keep: (name, kept) => void (kept === undefined ? this.#kept.delete(name) : this.#kept.set(name, kept)),
      isPlayed: () => true,
    };
    this.#far = network.playFar(this);
  }

  get carrier(): Carrier {
    if (this.#carrier === undefined) throw new Error("The bench is not open.");
    return this.#carrier;
  }

  /** The people of a network that has some. */
  get people(): People {
    if (this.carrier.people === undefined) throw new Error("This carrier's people cannot be played.");
    return this.carrier.people;
  }

  /** Makes the carrier, or one that takes over from it with nothing but what the host has kept. */
  async open(): Promise<this> {
    const made = await this.#network.makeCarrier(this.host);
    const carrier: Carrier = {
      ...made,
      answerCall: (id) => {
        this.ourTurn.add(id);
        made.answerCall(id);
      },
      speak: (id, utterance) => {
        const saysNothing = (utterance.text ?? utterance.digits) === undefined;
        if (saysNothing && utterance.last) this.ourTurn.delete(id);
        made.speak(id, utterance);
      },
    };
    this.#carrier = carrier;
    const tell = (what: string, id: string, ...more: readonly unknown[]): void => {
      if (what === "heard" || what === "pressed") this.ourTurn.add(id);
      if (what === "cut" || what === "turn over") this.ourTurn.delete(id);
      this.told.push([this.#now, what, id, ...more]);
    };
    made.connect({
      messageArrived: () => undefined,
      messageReported: () => undefined,
      reactionArrived: () => undefined,
      callArrived: (call) => {
        this.arrived.push(call);
        return `in_${this.arrived.length}`;
      },
      callRang: (id) => tell("rang", id),
      callAnswered: (id, by) => {
        tell("answered", id, by);
        if (this.opening === undefined) return false;
        carrier.speak(id, { text: this.opening, last: true });
        return true;
      },
      callRefused: (id, why) => tell("refused", id, why),
      callTurnLost: (id) => tell("lost", id),
      callHeard: (id, { text, since }) => tell("heard", id, text, since),
      callPressed: (id, digits) => tell("pressed", id, digits),
      callSpoken: (id, { text, digits, since, wordsUntil, interrupted }) =>
        tell(interrupted ? "cut" : "spoken", id, text, digits, since, wordsUntil),
      callTurnOver: (id) => tell("turn over", id),
      callLeft: (id, how) => tell("left", id, how),
    });
    return this;
  }

  /** Lets so much time pass, task by task. */
  async pass(milliseconds: number): Promise<this> {
    const until = this.#now + milliseconds;
    await this.#network.pass?.(0);
    for (;;) {
      const due = this.#tasks.filter(({ at }) => at <= until).toSorted((one, next) => one.at - next.at)[0];
      if (due === undefined && (this.#network.pass === undefined || this.#now >= until)) break;
      const at = Math.max(this.#now, due?.at ?? until);
      const next = this.#network.pass === undefined ? at : Math.min(at, this.#now + step);
      const past = next - this.#now;
      this.#now = next;
      if (past > 0) await this.#network.pass?.(past);
      if (due === undefined || due.at > this.#now || !this.#tasks.includes(due)) continue;
      this.#tasks = this.#tasks.filter(({ id }) => id !== due.id);
      this.carrier.wake(due.task);
      await this.#network.pass?.(0);
    }
    this.#now = until;
    return this;
  }

  act(id: string, ...acts: readonly FarAct[]): this {
    for (const act of acts) this.#far.act(id, act);
    return this;
  }

  /** Somebody calls a line. */
  async called(call: ArrivingCall): Promise<string> {
    return this.#far.call(call);
  }

  isOver(id: string): boolean {
    return this.#far.isOver(id);
  }

  /** What was told since one last asked. */
  news(): readonly Told[] {
    return this.told.splice(0);
  }

  /** Calls that reached our lines; how long they ring is the caller's to say where times are promised. */
  expectArrived(calls: readonly ArrivingCall[]): void {
    if (this.#network.isExact) expect(this.arrived).toEqual(calls);
    else expect(this.arrived).toMatchObject(calls.map(({ from, to }) => ({ from, to })));
  }

  /** That was told since one last asked; where times are not promised, all but them. */
  expectNews(expected: readonly Told[], news = this.news()): void {
    const isExact = this.#network.isExact;
    expect(isExact ? news : news.map(timeless)).toEqual(isExact ? expected : expected.map(timeless));
  }

  /** Nothing of any call is kept or waited for; where a network has to say so first, once it has. */
  async expectNothingLeft(): Promise<void> {
    if (this.#network.pass !== undefined) await this.pass(10_000);
    expect([this.#tasks, [...this.#kept.keys()]]).toEqual([[], []]);
  }

  get kept(): readonly JsonObject[] {
    return [...this.#kept.values(), ...this.#tasks.map(({ task }) => task)];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#network.close?.();
  }
}

/** What was told, without when and from when until when. */
const timeless = ([, what, id, ...more]: Told): readonly unknown[] => {
  const kept = { heard: 1, spoken: 2, cut: 2 }[what] ?? more.length;
  return [what, id, ...more.slice(0, kept)];
};

/** A network whose own people play. */
export const simulated = (makeCarrier: CallNetwork["makeCarrier"]) => (): CallNetwork => ({
  makeCarrier,
  playFar: (bench) => ({
    act: (id, act) => bench.people.act(id, act),
    call: (call) => bench.people.call(call, { played: true }),
    isOver: (id) => bench.people.stateOf(id) === undefined,
  }),
  isExact: true,
});

const answer = (after = 0): FarAct => ({ do: "answer", by: "person", ringFor: after });
const say = (text: string): FarAct => ({ do: "say", text });
const leave: FarAct = { do: "leave", how: "hung up" };

/** What every carrier promises about calls, in the words of the port. `cannot` names what a network cannot promise, and why. */
export const callContract = (
  name: string,
  openNetwork: () => CallNetwork | Promise<CallNetwork>,
  cannot: Readonly<Record<string, string>> = {},
): void => {
  const benches: CallBench[] = [];
  const open = async (): Promise<CallBench> => {
    const bench = await new CallBench(await openNetwork()).open();
    benches.push(bench);
    return bench;
  };
  const promises = new Map<string, () => Promise<void>>();
  const promise = (what: string, test: () => Promise<void>): void => void promises.set(what, test);

  afterEach(async () => {
    for (const bench of benches.splice(0)) await bench[Symbol.asyncDispose]();
  });

  /** A call that one of our lines placed and somebody took. */
  const talk = async (): Promise<CallBench> => {
    const bench = await open();
    await bench.carrier.placeCall({ id: "out", from: line, to: person, ringFor: 60_000 });
    await bench.act("out", answer()).pass(0);
    bench.news();
    return bench;
  };

  describe(`calls of the carrier ${name}`, () => {
    promise("rings until somebody answers, and lets them speak once our side listens", async () => {
      const bench = await open();
      await bench.carrier.placeCall({ id: "out", from: line, to: person, ringFor: 60_000 });
      await bench.act("out", answer(3000), say("Hello, who is this?")).pass(10_000);
      bench.expectNews([
        [0, "rang", "out"],
        [3000, "answered", "out", "person"],
        [4600, "heard", "out", "Hello, who is this?", 3000],
      ]);
    });

    promise("says once that nobody answered, after the time that it was given", async () => {
      const bench = await open();
      await bench.carrier.placeCall({ id: "out", from: line, to: person, ringFor: 20_000 });
      await bench.pass(120_000);
      bench.expectNews([
        [0, "rang", "out"],
        [20_000, "refused", "out", "no answer"],
      ]);
      await bench.expectNothingLeft();
    });

    for (const why of ["busy", "declined", "unreachable"] as const) {
      promise(`says once that a call is refused: ${why}`, async () => {
        const bench = await open();
        await bench.carrier.placeCall({ id: "out", from: line, to: person, ringFor: 20_000 });
        await bench.act("out", { do: "refuse", why }).pass(60_000);
        bench.expectNews([[0, "refused", "out", why]], bench.news().slice(1));
        await bench.expectNothingLeft();
      });
    }

    promise("brings calls to a line, and lets it speak first when it picks up", async () => {
      const bench = await open();
      const call = { from: person, to: line, ringFor: 30_000 };
      const id = await bench.called(call);
      bench.expectArrived([call]);
      bench.expectNews([[0, "rang", id]]);
      await bench.act(id, say("Hello there."), leave).pass(2000);
      bench.expectNews([]);
      bench.carrier.answerCall(id);
      bench.carrier.speak(id, { text: "Good morning.", last: true });
      await bench.pass(2000);
      bench.expectNews([
        [2800, "spoken", id, "Good morning.", "", 2000, 2800],
        [2800, "turn over", id],
        [3600, "heard", id, "Hello there.", 2800],
      ]);
      bench.carrier.speak(id, { last: true });
      await bench.pass(0);
      bench.expectNews([[4000, "left", id, "hung up"]]);
      await bench.expectNothingLeft();
    });

    promise("tells that whoever called gave up, and nothing of a call that our side refused", async () => {
      const bench = await open();
      const call = { from: person, to: line, ringFor: 5000 };
      const id = await bench.called(call);
      await bench.pass(60_000);
      bench.expectNews([[5000, "left", id, "hung up"]], bench.news().slice(1));
      const refused = await bench.called(call);
      bench.carrier.refuseCall(refused, "busy");
      await bench.pass(60_000);
      bench.expectNews([], bench.news().slice(1));
      await bench.expectNothingLeft();
    });

    promise(
      "takes a turn in pieces, tells of it when it is over, and only then lets the other side go on",
      async () => {
        const bench = await talk();
        await bench.act("out", say("Hello?")).pass(400);
        bench.carrier.speak("out", { text: "One moment.", last: false });
        await bench.pass(5000);
        await bench.act("out", say("Well?")).pass(1000);
        bench.carrier.speak("out", { text: "Here it is.", digits: "12", last: true });
        await bench.pass(10_000);
        bench.expectNews([
          [400, "heard", "out", "Hello?", 0],
          [8000, "spoken", "out", "One moment. Here it is.", "12", 400, 7600],
          [8000, "turn over", "out"],
          [8400, "heard", "out", "Well?", 8000],
        ]);
      },
    );

    promise("says what could be heard of somebody who was talked over, unless nobody may", async () => {
      const bench = await talk();
      const interrupt: FarAct = { do: "say", text: "Stop!", interrupts: true };
      bench.carrier.speak("out", { text: "one two three four five", last: true });
      await bench.pass(900);
      await bench.act("out", interrupt).pass(1000);
      bench.expectNews([
        [900, "cut", "out", "one two", "", 0, 900],
        [1300, "heard", "out", "Stop!", 900],
      ]);
      bench.carrier.speak("out", { text: "one two three four five", last: true, firm: true });
      await bench.pass(900);
      await bench.act("out", interrupt).pass(5000);
      expect(bench.news().map(([, what]) => what)).toEqual(["spoken", "turn over", "heard"]);
    });

    promise("brings keys that are pressed", async () => {
      const bench = await talk();
      await bench.act("out", { do: "press", digits: "12#" }).pass(1000);
      bench.expectNews([[600, "pressed", "out", "12#"]]);
    });

    promise("waits where the far end does, and loses a call at once", async () => {
      const bench = await talk();
      await bench.act("out", { do: "wait", for: 2000 }, say("Yes.")).pass(3000);
      bench.expectNews([[2400, "heard", "out", "Yes.", 2000]]);
      bench.carrier.speak("out", { text: "one two three", last: true });
      await bench.pass(100);
      await bench.act("out", { do: "leave", how: "dropped" }).pass(60_000);
      bench.expectNews([[3100, "left", "out", "dropped"]]);
      await bench.expectNothingLeft();
    });

    promise("puts somebody through whom a machine answered first", async () => {
      const bench = await open();
      await bench.carrier.placeCall({ id: "out", from: line, to: person, ringFor: 60_000 });
      await bench.act("out", { do: "answer", by: "screener" }, { do: "answer", by: "person" }).pass(1000);
      expect(bench.news().filter(([, what]) => what === "answered")).toEqual([
        [0, "answered", "out", "screener"],
        [0, "answered", "out", "person"],
      ]);
    });

    promise("tells what was heard of our side when it stops", async () => {
      const bench = await talk();
      bench.carrier.speak("out", { text: "one two three four", last: true, firm: true });
      await bench.pass(900);
      bench.carrier.stopSpeaking("out");
      bench.expectNews([[900, "cut", "out", "one two", "", 0, 900]]);
      bench.carrier.stopSpeaking("out");
      bench.carrier.hangUp("out");
      bench.expectNews([]);
      await bench.expectNothingLeft();
    });

    promise(
      "tells nothing of a call any more that our side has left, and ignores what is said in it",
      async () => {
        const bench = await talk();
        await bench.act("out", say("Hello, is this the right number?")).pass(500);
        bench.carrier.hangUp("out");
        await bench.expectNothingLeft();
        bench.carrier.speak("out", { text: "Hello?", last: true });
        bench.carrier.answerCall("out");
        bench.carrier.refuseCall("out", "busy");
        bench.carrier.hangUp("out");
        await bench.act("out", say("Hello?"), leave).pass(60_000);
        expect([bench.news(), bench.isOver("out")]).toEqual([[], true]);
      },
    );

    promise("connects two lines: whoever is called speaks first, and each hears the other", async () => {
      const bench = await open();
      bench.opening = "This is me.";
      await bench.carrier.placeCall({ id: "out", from: line, to: other, ringFor: 60_000 });
      expect(bench.arrived).toMatchObject([{ from: line, to: other, placedAs: "out" }]);
      await bench.pass(2000);
      bench.carrier.answerCall("in_1");
      bench.carrier.speak("in_1", { text: "Hello?", last: true });
      await bench.pass(10_000);
      bench.expectNews([
        [0, "rang", "out"],
        [0, "rang", "in_1"],
        [2000, "answered", "out", "person"],
        [2400, "spoken", "in_1", "Hello?", "", 2000, 2400],
        [2400, "heard", "out", "Hello?", 2000],
        [2400, "turn over", "in_1"],
        [3600, "spoken", "out", "This is me.", "", 2400, 3600],
        [3600, "heard", "in_1", "This is me.", 2400],
        [3600, "turn over", "out"],
      ]);
      bench.carrier.hangUp("in_1");
      bench.expectNews([[12_000, "left", "out", "hung up"]]);
      await bench.expectNothingLeft();
    });

    promise("tells one line that the other did not take the call", async () => {
      const bench = await open();
      await bench.carrier.placeCall({ id: "out", from: line, to: other, ringFor: 60_000 });
      bench.carrier.refuseCall("in_1", "declined");
      bench.expectNews([[0, "refused", "out", "declined"]], bench.news().slice(2));
      await bench.carrier.placeCall({ id: "more", from: line, to: other, ringFor: 5000 });
      await bench.pass(60_000);
      bench.expectNews(
        [
          [5000, "refused", "more", "no answer"],
          [5000, "left", "in_2", "hung up"],
        ],
        bench.news().slice(2),
      );
      await bench.expectNothingLeft();
    });

    promise("hands the far end over to another line, and lets our side go", async () => {
      const bench = await talk();
      bench.carrier.transferCall("out", other);
      expect(bench.arrived).toMatchObject([{ from: person, to: other }]);
      expect(bench.isOver("out")).toBe(true);
      bench.expectNews([[0, "rang", "in_1"]]);
    });

    promise("keeps nothing in mind: another carrier goes on with what the host has kept", async () => {
      const bench = await talk();
      bench.act("out", say("Hello, who is this?"), leave);
      await bench.pass(500);
      expect(JSON.parse(JSON.stringify(bench.kept))).toEqual(bench.kept);
      await bench.open();
      await bench.pass(5000);
      bench.carrier.speak("out", { text: "Me.", last: true });
      await bench.pass(5000);
      bench.expectNews([
        [1600, "heard", "out", "Hello, who is this?", 0],
        [5900, "spoken", "out", "Me.", "", 5500, 5900],
        [5900, "turn over", "out"],
        [5900, "left", "out", "hung up"],
      ]);
    });

    const kept = [...promises].filter(([what]) => cannot[what] === undefined);
    it.each(kept)("%s", async (_what, test) => {
      expect.hasAssertions();
      await test();
    });

    it("is not excused from what nobody promises", () => {
      expect(Object.keys(cannot).filter((what) => !promises.has(what))).toEqual([]);
    });
  });
};
