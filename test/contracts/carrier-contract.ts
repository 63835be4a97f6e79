import { describe, expect, it } from "vitest";
import type {
  ArrivingCall,
  ArrivingMessage,
  Carrier,
  CarrierHost,
  NumberQuery,
} from "../../src/carriers/carrier.ts";
import { RingbackError } from "../../src/kernel/errors.ts";
import { openRandom } from "../../src/kernel/random.ts";

/** A world small enough to hold in one hand: the numbers that are lines, those that are people's, and what arrived. */
export interface CarrierBench {
  readonly host: CarrierHost;
  readonly lines: Set<string>;
  readonly people: Set<string>;
}

/** Makes a world for a carrier under test; equal seeds make equal worlds. */
export const createCarrierBench = (seed = "bench"): CarrierBench => {
  const lines = new Set<string>();
  const people = new Set<string>();
  const ordinals = new Map<string, number>();
  const host: CarrierHost = {
    isLine: (e164) => lines.has(e164),
    isTaken: (e164) => lines.has(e164) || people.has(e164),
    random(purpose, owner) {
      const key = `${purpose} ${owner}`;
      const ordinal = ordinals.get(key) ?? 0;
      ordinals.set(key, ordinal + 1);
      return openRandom(seed, { purpose, owner, ordinal });
    },
  };
  return { host, lines, people };
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

/** What every carrier promises, in the words of the port. `makeCarrier` connects a fresh one to the host it is given. */
export const carrierContract = (
  name: string,
  makeCarrier: (host: CarrierHost) => Carrier | Promise<Carrier>,
): void => {
  const open = async (): Promise<{ carrier: Carrier; bench: CarrierBench }> => {
    const bench = createCarrierBench();
    return { carrier: await makeCarrier(bench.host), bench };
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

    it("brings what people send to a line, at once and unchanged, and nothing to anyone else", async () => {
      const { carrier, bench } = await open();
      const arrived: (ArrivingMessage | ArrivingCall)[] = [];
      carrier.connect({
        messageArrived: (message) => arrived.push(message),
        callArrived: (call) => arrived.push(call),
      });
      if (carrier.people === undefined) return;
      const to = await rentLine(carrier, bench, { country: "US", type: "local" });
      const message = { from: "+14155550123", to, body: "hello" };
      const call = { from: "+14155550123", to, ringFor: 20_000 };
      carrier.people.text(message);
      carrier.people.call(call);
      expect(arrived).toEqual([message, call]);
      const { people } = carrier;
      const stranger = "+14155550199";
      const notALine = expect.objectContaining({
        code: "not_found",
        message: expect.stringContaining(stranger),
      });
      expect(() => people.text({ ...message, to: stranger })).toThrow(notALine);
      expect(() => people.call({ ...call, to: stranger })).toThrow(notALine);
      expect(arrived).toHaveLength(2);
    });
  });
};
