import { describe, expect, it } from "vitest";
import type { ArrivingCall, Carrier, CarrierHost, FarAct, People } from "../../src/carriers/carrier.ts";
import type { JsonObject } from "../../src/kernel/json.ts";
import { createCarrierBench } from "./carrier-contract.ts";

type Made = (host: CarrierHost) => Carrier | Promise<Carrier>;

/** What was told of calls: when, what, of which, and the rest of it. */
type Told = readonly [at: number, what: string, id: string, ...more: readonly unknown[]];

interface Task {
  readonly id: string;
  readonly at: number;
  readonly task: JsonObject;
}

const person = "+14155550123";
const [line, other] = ["+12125550186", "+12125550187"];

/** A world in which calls are told of, with a time that stands until it is let pass. */
class CallBench {
  readonly told: Told[] = [];
  readonly arrived: ArrivingCall[] = [];
  readonly host: CarrierHost;
  /** What our side says first when somebody picks up. */
  opening: string | undefined;
  readonly #kept = new Map<string, JsonObject>();
  readonly #made: Made;
  #tasks: Task[] = [];
  #taskCount = 0;
  #now = 0;
  #carrier: Carrier | undefined;

  constructor(made: Made) {
    this.#made = made;
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
    const carrier = await this.#made(this.host);
    this.#carrier = carrier;
    const tell = (what: string, id: string, ...more: readonly unknown[]): void =>
      void this.told.push([this.#now, what, id, ...more]);
    carrier.connect({
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
  pass(milliseconds: number): this {
    const until = this.#now + milliseconds;
    for (;;) {
      const due = this.#tasks.filter(({ at }) => at <= until).toSorted((one, next) => one.at - next.at)[0];
      if (due === undefined) break;
      this.#tasks = this.#tasks.filter(({ id }) => id !== due.id);
      this.#now = Math.max(this.#now, due.at);
      this.carrier.wake(due.task);
    }
    this.#now = until;
    return this;
  }

  act(id: string, ...acts: readonly FarAct[]): this {
    for (const act of acts) this.people.act(id, act);
    return this;
  }

  /** What was told since one last asked. */
  news(): readonly Told[] {
    return this.told.splice(0);
  }

  /** Nothing of any call is kept or waited for. */
  expectNothingLeft(): void {
    expect([this.#tasks, [...this.#kept.keys()]]).toEqual([[], []]);
  }

  get kept(): readonly JsonObject[] {
    return [...this.#kept.values(), ...this.#tasks.map(({ task }) => task)];
  }
}

const answer = (after = 0): FarAct => ({ do: "answer", by: "person", ringFor: after });
const say = (text: string): FarAct => ({ do: "say", text });
const leave: FarAct = { do: "leave", how: "hung up" };

/** What every carrier promises about calls, in the words of the port. Where its people cannot be played, it promises the rest. */
export const callContract = (name: string, made: Made): void => {
  const open = (): Promise<CallBench> => new CallBench(made).open();

  /** A call that one of our lines placed and somebody took. */
  const talk = async (): Promise<CallBench> => {
    const bench = await open();
    await bench.carrier.placeCall({ id: "out", from: line, to: person, ringFor: 60_000 });
    bench.act("out", answer());
    bench.news();
    return bench;
  };

  describe(`calls of the carrier ${name}`, () => {
    it("rings until somebody answers, and lets them speak once our side listens", async () => {
      const bench = await open();
      await bench.carrier.placeCall({ id: "out", from: line, to: person, ringFor: 60_000 });
      bench.act("out", answer(3000), say("Hello, who is this?")).pass(10_000);
      expect(bench.news()).toEqual([
        [0, "rang", "out"],
        [3000, "answered", "out", "person"],
        [4600, "heard", "out", "Hello, who is this?", 3000],
      ]);
    });

    it("says once that nobody answered, after the time that it was given", async () => {
      const bench = await open();
      await bench.carrier.placeCall({ id: "out", from: line, to: person, ringFor: 20_000 });
      bench.pass(120_000);
      expect(bench.news()).toEqual([
        [0, "rang", "out"],
        [20_000, "refused", "out", "no answer"],
      ]);
      bench.expectNothingLeft();
    });

    it.each(["busy", "declined", "unreachable"] as const)(
      "says once that a call is refused: %s",
      async (why) => {
        const bench = await open();
        await bench.carrier.placeCall({ id: "out", from: line, to: person, ringFor: 20_000 });
        bench.act("out", { do: "refuse", why }).pass(60_000);
        expect(bench.news().slice(1)).toEqual([[0, "refused", "out", why]]);
        bench.expectNothingLeft();
      },
    );

    it("brings calls to a line, and lets it speak first when it picks up", async () => {
      const bench = await open();
      const call = { from: person, to: line, ringFor: 30_000 };
      const id = bench.people.call(call, { played: true });
      expect([bench.arrived, bench.news()]).toEqual([[call], [[0, "rang", id]]]);
      bench.act(id, say("Hello there."), leave).pass(2000);
      expect(bench.news()).toEqual([]);
      bench.carrier.answerCall(id);
      bench.carrier.speak(id, { text: "Good morning.", last: true });
      bench.pass(2000);
      expect(bench.news()).toEqual([
        [2800, "spoken", id, "Good morning.", "", 2000, 2800],
        [2800, "turn over", id],
        [3600, "heard", id, "Hello there.", 2800],
      ]);
      bench.carrier.speak(id, { last: true });
      expect(bench.news()).toEqual([[4000, "left", id, "hung up"]]);
      bench.expectNothingLeft();
    });

    it("tells that whoever called gave up, and nothing of a call that our side refused", async () => {
      const bench = await open();
      const call = { from: person, to: line, ringFor: 5000 };
      const id = bench.people.call(call, { played: true });
      bench.pass(60_000);
      expect(bench.news().slice(1)).toEqual([[5000, "left", id, "hung up"]]);
      const refused = bench.people.call(call, { played: true });
      bench.carrier.refuseCall(refused, "busy");
      bench.pass(60_000);
      expect(bench.news().slice(1)).toEqual([]);
      bench.expectNothingLeft();
    });

    it("takes a turn in pieces, tells of it when it is over, and only then lets the other side go on", async () => {
      const bench = await talk();
      bench.act("out", say("Hello?")).pass(400);
      bench.carrier.speak("out", { text: "One moment.", last: false });
      bench.pass(5000);
      bench.act("out", say("Well?")).pass(1000);
      bench.carrier.speak("out", { text: "Here it is.", digits: "12", last: true });
      bench.pass(10_000);
      expect(bench.news()).toEqual([
        [400, "heard", "out", "Hello?", 0],
        [8000, "spoken", "out", "One moment. Here it is.", "12", 400, 7600],
        [8000, "turn over", "out"],
        [8400, "heard", "out", "Well?", 8000],
      ]);
    });

    it("says what could be heard of somebody who was talked over, unless nobody may", async () => {
      const bench = await talk();
      const interrupt: FarAct = { do: "say", text: "Stop!", interrupts: true };
      bench.carrier.speak("out", { text: "one two three four five", last: true });
      bench.pass(900).act("out", interrupt).pass(1000);
      expect(bench.news()).toEqual([
        [900, "cut", "out", "one two", "", 0, 900],
        [1300, "heard", "out", "Stop!", 900],
      ]);
      bench.carrier.speak("out", { text: "one two three four five", last: true, firm: true });
      bench.pass(900).act("out", interrupt).pass(5000);
      expect(bench.news().map(([, what]) => what)).toEqual(["spoken", "turn over", "heard"]);
    });

    it("brings keys that are pressed", async () => {
      const bench = await talk();
      bench.act("out", { do: "press", digits: "12#" }).pass(1000);
      expect(bench.news()).toEqual([[600, "pressed", "out", "12#"]]);
    });

    it("waits where the far end does, and loses a call at once", async () => {
      const bench = await talk();
      bench.act("out", { do: "wait", for: 2000 }, say("Yes.")).pass(3000);
      expect(bench.news()).toEqual([[2400, "heard", "out", "Yes.", 2000]]);
      bench.carrier.speak("out", { text: "one two three", last: true });
      bench.pass(100).act("out", { do: "leave", how: "dropped" }).pass(60_000);
      expect(bench.news()).toEqual([[3100, "left", "out", "dropped"]]);
      bench.expectNothingLeft();
    });

    it("puts somebody through whom a machine answered first", async () => {
      const bench = await open();
      await bench.carrier.placeCall({ id: "out", from: line, to: person, ringFor: 60_000 });
      bench.act("out", { do: "answer", by: "screener" }, { do: "answer", by: "person" }).pass(1000);
      expect(bench.news().filter(([, what]) => what === "answered")).toEqual([
        [0, "answered", "out", "screener"],
        [0, "answered", "out", "person"],
      ]);
    });

    it("tells what was heard of our side when it stops", async () => {
      const bench = await talk();
      bench.carrier.speak("out", { text: "one two three four", last: true, firm: true });
      bench.pass(900).carrier.stopSpeaking("out");
      expect(bench.news()).toEqual([[900, "cut", "out", "one two", "", 0, 900]]);
      bench.carrier.stopSpeaking("out");
      bench.carrier.hangUp("out");
      expect(bench.news()).toEqual([]);
      bench.expectNothingLeft();
    });

    it("tells nothing of a call any more that our side has left, and ignores what is said in it", async () => {
      const bench = await talk();
      bench.act("out", say("Hello, is this the right number?")).pass(500);
      bench.carrier.hangUp("out");
      bench.expectNothingLeft();
      bench.carrier.speak("out", { text: "Hello?", last: true });
      bench.carrier.answerCall("out");
      bench.carrier.refuseCall("out", "busy");
      bench.carrier.hangUp("out");
      bench.act("out", say("Hello?"), leave).pass(60_000);
      expect([bench.news(), bench.people.stateOf("out")]).toEqual([[], undefined]);
    });

    it("connects two lines: whoever is called speaks first, and each hears the other", async () => {
      const bench = await open();
      bench.opening = "This is me.";
      await bench.carrier.placeCall({ id: "out", from: line, to: other, ringFor: 60_000 });
      expect(bench.arrived).toMatchObject([{ from: line, to: other, placedAs: "out" }]);
      bench.pass(2000).carrier.answerCall("in_1");
      bench.carrier.speak("in_1", { text: "Hello?", last: true });
      bench.pass(10_000);
      expect(bench.news()).toEqual([
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
      expect(bench.news()).toEqual([[12_000, "left", "out", "hung up"]]);
      bench.expectNothingLeft();
    });

    it("tells one line that the other did not take the call", async () => {
      const bench = await open();
      await bench.carrier.placeCall({ id: "out", from: line, to: other, ringFor: 60_000 });
      bench.carrier.refuseCall("in_1", "declined");
      expect(bench.news().slice(2)).toEqual([[0, "refused", "out", "declined"]]);
      await bench.carrier.placeCall({ id: "more", from: line, to: other, ringFor: 5000 });
      bench.pass(60_000);
      expect(bench.news().slice(2)).toEqual([
        [5000, "refused", "more", "no answer"],
        [5000, "left", "in_2", "hung up"],
      ]);
      bench.expectNothingLeft();
    });

    it("hands the far end over to another line, and lets our side go", async () => {
      const bench = await talk();
      bench.carrier.transferCall("out", other);
      expect(bench.arrived).toMatchObject([{ from: person, to: other }]);
      expect(bench.people.stateOf("out")).toBeUndefined();
      expect(bench.news()).toEqual([[0, "rang", "in_1"]]);
    });

    it("keeps nothing in mind: another carrier goes on with what the host has kept", async () => {
      const bench = await talk();
      bench.act("out", say("Hello, who is this?"), leave);
      bench.pass(500);
      expect(JSON.parse(JSON.stringify(bench.kept))).toEqual(bench.kept);
      await bench.open();
      bench.pass(5000);
      bench.carrier.speak("out", { text: "Me.", last: true });
      bench.pass(5000);
      expect(bench.news()).toEqual([
        [1600, "heard", "out", "Hello, who is this?", 0],
        [5900, "spoken", "out", "Me.", "", 5500, 5900],
        [5900, "turn over", "out"],
        [5900, "left", "out", "hung up"],
      ]);
    });
  });
};
