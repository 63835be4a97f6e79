import * as fc from "fast-check";
import { expect, it } from "vitest";
import { verifies } from "../../../test/support/verifies.ts";
import { openRandom } from "../../kernel/random.ts";
import type { Carrier, NumberQuery } from "../carrier.ts";
import { createFakeCarrier } from "./create-fake-carrier.ts";

const createWorld = (seed: string): { carrier: Carrier; taken: Set<string> } => {
  const taken = new Set<string>();
  let ordinal = 0;
  const carrier = createFakeCarrier({
    isLine: (e164) => taken.has(e164),
    isTaken: (e164) => taken.has(e164),
    random(purpose, owner) {
      ordinal += 1;
      return openRandom(seed, { purpose, owner, ordinal });
    },
    later: () => "",
    callOff: () => undefined,
    now: () => 0,
    recall: () => undefined,
    keep: () => undefined,
    mannersOf: () => undefined,
    isPlayed: () => false,
    wishesOf: () => ({ leavesMessages: false, records: false, longest: 600_000 }),
    wordMs: () => 400,
  });
  return { carrier, taken };
};

const rentMany = async (seed: string, count: number, query: NumberQuery): Promise<readonly string[]> => {
  const { carrier, taken } = createWorld(seed);
  const numbers: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const number = await carrier.rentNumber(query);
    taken.add(number);
    numbers.push(number);
  }
  return numbers;
};

const newYork: NumberQuery = { country: "US", type: "local", locality: "new-york" };

verifies("purchases.firstNumber", "opens with the same New York number whatever the seed", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string(), async (seed) => {
      expect(await rentMany(seed, 1, newYork)).toEqual(["+12125550186"]);
    }),
  );
});

verifies("network.fictional", "passes over the opening number when a person has it", async () => {
  const { carrier, taken } = createWorld("seed");
  taken.add("+12125550186");
  const number = await carrier.rentNumber(newYork);
  expect(number).toMatch(/^\+121255501\d\d$/);
  expect(number).not.toBe("+12125550186");
});

verifies("determinism.seed", "gives the same numbers for the same seed and others for another", async () => {
  const numbers = await rentMany("one", 20, newYork);
  expect(await rentMany("one", 20, newYork)).toEqual(numbers);
  expect((await rentMany("two", 20, newYork)).slice(1)).not.toEqual(numbers.slice(1));
});

it.each([
  ["US", "local", "new-york", "+121255501"],
  ["US", "local", "New York", "+121255501"],
  ["US", "local", "san-francisco", "+141555501"],
  ["US", "local", undefined, "+141555501"],
  ["US", "local", "atlantis", "+141555501"],
  ["US", "local", "919", "+191955501"],
  ["US", "mobile", "917", "+191755501"],
  ["US", "local", "416", "+141555501"],
  ["US", "local", "800", "+141555501"],
  ["US", "local", "911", "+141555501"],
  ["US", "national", undefined, "+180055501"],
  ["US", "national", "212", "+180055501"],
  ["CA", "local", "vancouver", "+160455501"],
  ["CA", "local", "514", "+151455501"],
  ["CA", "local", "212", "+141655501"],
  ["GB", "local", undefined, "+442079460"],
  ["GB", "local", "manchester", "+441614960"],
  ["DE", "local", "munich", "+498999998"],
  ["FR", "local", "lyon", "+3346571"],
  ["BR", "local", "São Paulo", "+551100000"],
  ["BR", "mobile", "rio-de-janeiro", "+5521900000"],
] as const)("serves %s %s in %s from %s", async (country, type, locality, head) => {
  const [number] = await rentMany("seed", 1, {
    country,
    type,
    ...(locality === undefined ? {} : { locality }),
  });
  expect(number?.slice(0, head.length)).toBe(head);
});

verifies("purchases.locality", "goes on elsewhere in the country when a city has run out", async () => {
  const numbers = await rentMany("seed", 450, newYork);
  const areaCodes = numbers.map((number) => number.slice(2, 5));
  expect([...new Set(areaCodes)].slice(0, 5)).toEqual(["212", "646", "718", "332", "415"]);
});

it("gives a released number again", async () => {
  const { carrier, taken } = createWorld("seed");
  taken.add("+12125550186");
  await carrier.releaseNumber("+12125550186");
  taken.delete("+12125550186");
  expect(await carrier.rentNumber(newYork)).toBe("+12125550186");
});

it("says that it is a bug when something arrives before anyone listens", () => {
  const { carrier, taken } = createWorld("seed");
  taken.add("+12125550186");
  expect(() => carrier.people?.text({ from: "+14155550123", to: "+12125550186", body: "hello" })).toThrow(
    expect.objectContaining({ code: "internal_error" }),
  );
});
