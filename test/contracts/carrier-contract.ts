import { describe, expect, it } from "vitest";
import type {
  ArrivingCall,
  ArrivingMessage,
  ArrivingReaction,
  Carrier,
  CarrierHost,
  DepartingMessage,
  MessageOutcome,
  NumberQuery,
} from "../../src/carriers/carrier.ts";
import { RingbackError } from "../../src/kernel/errors.ts";
import type { JsonObject } from "../../src/kernel/json.ts";
import { openRandom } from "../../src/kernel/random.ts";

/** A world small enough to hold in one hand: the numbers that are lines, those that are people's, and what arrived. */
export interface CarrierBench {
  readonly host: CarrierHost;
  readonly lines: Set<string>;
  readonly people: Set<string>;
  /** What the carrier asked to be woken for. */
  readonly tasks: KeptTask[];
}

interface KeptTask {
  readonly milliseconds: number;
  readonly task: JsonObject;
}

/** Makes a world for a carrier under test; equal seeds make equal worlds. */
export const createCarrierBench = (seed = "bench"): CarrierBench => {
  const lines = new Set<string>();
  const people = new Set<string>();
  const ordinals = new Map<string, number>();
  const tasks: KeptTask[] = [];
  const kept = new Map<string, JsonObject>();
  const host: CarrierHost = {
    isLine: (e164) => lines.has(e164),
    isTaken: (e164) => lines.has(e164) || people.has(e164),
    random(purpose, owner) {
      const key = `${purpose} ${owner}`;
      const ordinal = ordinals.get(key) ?? 0;
      ordinals.set(key, ordinal + 1);
      return openRandom(seed, { purpose, owner, ordinal });
    },
    later: (milliseconds, task) => String(tasks.push({ milliseconds, task })),
    callOff: () => undefined,
    now: () => 0,
    recall: (name) => kept.get(name),
    keep: (name, value) => void (value === undefined ? kept.delete(name) : kept.set(name, value)),
    mannersOf: () => undefined,
    isPlayed: () => false,
    wishesOf: () => ({ leavesMessages: false, records: false, longest: 600_000 }),
    wordMs: () => 400,
  };
  return { host, lines, people, tasks };
};

/** Rents a number and puts it on a line, as every caller of a carrier must before it rents the next one. */
export const rentLine = async (
  carrier: Carrier,
  bench: CarrierBench,
  query: NumberQuery,
): Promise<string> => {
  const number = await carrier.rentNumber(query);
  bench.lines.add(number);
  return number;
};

/** The refusal a promise ends in; fails the test when it is none of ringback's own. */
export const refusalOf = async (work: Promise<unknown>): Promise<RingbackError> => {
  const outcome = await work.then(
    () => new Error("It was not refused."),
    (error: unknown) => error,
  );
  if (outcome instanceof RingbackError) return outcome;
  throw outcome;
};

const usual: readonly (readonly [query: NumberQuery, head: string])[] = [
  [{ country: "US", type: "local" }, "+1"],
  [{ country: "US", type: "local", locality: "new-york" }, "+1"],
  [{ country: "GB", type: "mobile" }, "+447"],
];

/** A carrier under test whose news come by themselves and not by its host's tasks. */
export interface SettlingCarrier {
  readonly carrier: Carrier;
  /** Lets what is under way arrive. Until it is called, nothing does. */
  readonly settle: () => Promise<void>;
}

/**
 * What every carrier promises, in the words of the port. `makeCarrier` connects a fresh one to the host it is given; a
 * second one for the same host takes over from the first.
 */
export const carrierContract = (
  name: string,
  makeCarrier: (host: CarrierHost) => Carrier | SettlingCarrier | Promise<Carrier | SettlingCarrier>,
): void => {
  const make = async (host: CarrierHost): Promise<SettlingCarrier> => {
    const made = await makeCarrier(host);
    return "carrier" in made ? made : { carrier: made, settle: async () => {} };
  };
  const open = async (): Promise<SettlingCarrier & { readonly bench: CarrierBench }> => {
    const bench = createCarrierBench();
    return { ...(await make(bench.host)), bench };
  };

  describe(`the carrier ${name}`, () => {
    it.each(usual)("rents E.164 numbers of the country that was asked for: %j", async (query, head) => {
      const { carrier, bench } = await open();
      const number = await rentLine(carrier, bench, query);
      expect(number).toMatch(/^\+[1-9]\d{6,14}$/);
      expect(number.startsWith(head)).toBe(true);
    });

    it("never rents a number that is held", async () => {
      const { carrier, bench } = await open();
      const rented: string[] = [];
      for (let count = 0; count < 10; count += 1) {
        rented.push(await rentLine(carrier, bench, { country: "US", type: "local", locality: "new-york" }));
      }
      expect(new Set(rented).size).toBe(10);
    });

    it("takes a wish for an unknown place as no wish", async () => {
      const { carrier, bench } = await open();
      expect(await rentLine(carrier, bench, { country: "US", type: "local", locality: "atlantis" })).toMatch(
        /^\+1/,
      );
    });

    it("gives a number back, and rents on", async () => {
      const { carrier, bench } = await open();
      const query = { country: "US", type: "local" } as const;
      const first = await rentLine(carrier, bench, query);
      const second = await rentLine(carrier, bench, query);
      await carrier.releaseNumber(first);
      bench.lines.delete(first);
      expect(await rentLine(carrier, bench, query)).not.toBe(second);
    });

    it("refuses a country and a type that it does not have, and says what it has", async () => {
      const { carrier } = await open();
      const country = await refusalOf(carrier.rentNumber({ country: "XX", type: "local" }));
      expect(country).toMatchObject({ code: "unsupported_configuration", details: { field: "country" } });
      expect(country.details["allowed"]).toContain("US");
      const type = await refusalOf(carrier.rentNumber({ country: "DE", type: "mobile" }));
      expect(type).toMatchObject({ code: "unsupported_configuration", details: { field: "type" } });
      expect(type.details["allowed"]).not.toContain("mobile");
    });

    const connect = ({ carrier, settle }: SettlingCarrier, bench: CarrierBench) => {
      const arrived: (ArrivingMessage | ArrivingCall | ArrivingReaction)[] = [];
      const reports: (readonly [id: string, outcome: MessageOutcome])[] = [];
      carrier.connect({
        messageArrived: (message) => arrived.push(message),
        callArrived: (call) => {
          arrived.push(call);
          return `call_${arrived.length}`;
        },
        callRang: () => undefined,
        callAnswered: () => false,
        callRefused: () => undefined,
        callHeard: () => undefined,
        callPressed: () => undefined,
        callSpoken: () => undefined,
        callTurnLost: () => undefined,
        callTurnOver: () => undefined,
        callLeft: () => undefined,
        reactionArrived: (reaction) => arrived.push(reaction),
        messageReported: (id, outcome) => reports.push([id, outcome]),
      });
      /** Lets all the time pass that the carrier asked for. */
      const pass = async (): Promise<void> => {
        for (const { task } of bench.tasks.splice(0)) carrier.wake(task);
        await settle();
      };
      return { arrived, reports, pass };
    };

    it("brings what people send to a line, at once and unchanged, and nothing to anyone else", async () => {
      const { bench, ...opened } = await open();
      const { carrier } = opened;
      const { arrived } = connect(opened, bench);
      if (carrier.people === undefined) return;
      const to = await rentLine(carrier, bench, { country: "US", type: "local" });
      const message = { from: "+14155550123", to, body: "hello", mediaUrls: ["https://a.example/1"] };
      const call = { from: "+14155550123", to, ringFor: 20_000 };
      const reaction = { from: "+14155550123", messageId: "msg_001", reaction: "love" };
      carrier.people.text(message);
      carrier.people.call(call);
      carrier.people.react(reaction);
      expect(arrived).toEqual([message, call, reaction]);
      const { people } = carrier;
      const stranger = "+14155550199";
      const notALine = expect.objectContaining({
        code: "not_found",
        message: expect.stringContaining(stranger),
      });
      expect(() => people.text({ ...message, to: stranger })).toThrow(notALine);
      expect(() => people.call({ ...call, to: stranger })).toThrow(notALine);
      expect(arrived).toHaveLength(3);
    });

    const textFrom = (from: string, to: string): DepartingMessage => ({
      id: "msg_007",
      from,
      to,
      body: "hello",
      channel: "sms",
      mediaUrls: [],
    });

    it("takes texts from a line and reports in time what became of them, by the ids it was given", async () => {
      const { bench, ...opened } = await open();
      const { carrier } = opened;
      const { reports, pass, arrived } = connect(opened, bench);
      const from = await rentLine(carrier, bench, { country: "US", type: "local" });
      await carrier.sendMessage(textFrom(from, "+14155550123"));
      expect([reports, arrived]).toEqual([[], []]);
      await pass();
      expect([reports, arrived]).toEqual([[["msg_007", { status: "delivered" }]], []]);
    });

    it("keeps nothing in mind between a text and its report: tasks outlive the carrier", async () => {
      const { bench, ...opened } = await open();
      const { carrier } = opened;
      connect(opened, bench);
      const from = await rentLine(carrier, bench, { country: "US", type: "local" });
      await carrier.sendMessage(textFrom(from, "+14155550123"));
      const next = await make(bench.host);
      const { reports, pass } = connect(next, bench);
      await pass();
      expect(reports).toHaveLength(1);
      expect(JSON.parse(JSON.stringify(bench.tasks))).toEqual(bench.tasks);
    });

    it("brings a text from one line to another, once, and says where it came from", async () => {
      const { bench, ...opened } = await open();
      const { carrier } = opened;
      const { arrived, reports, pass } = connect(opened, bench);
      const from = await rentLine(carrier, bench, { country: "US", type: "local" });
      const to = await rentLine(carrier, bench, { country: "US", type: "local" });
      await carrier.sendMessage(textFrom(from, to));
      await pass();
      expect(arrived).toEqual([expect.objectContaining({ from, to, body: "hello", sentAs: "msg_007" })]);
      expect(reports).toEqual([["msg_007", { status: "delivered" }]]);
    });
  });
};
