import { expect, it } from "vitest";
import type { NumberQuery } from "../src/carriers/carrier.ts";
import { createFakeCarrier } from "../src/carriers/fake/create-fake-carrier.ts";
import type { NumberPool } from "../src/carriers/fake/inventory/number-pool.ts";
import { numberPools } from "../src/carriers/fake/inventory/number-pools.ts";
import { countries } from "../src/domain/numbers/countries.ts";
import { displayNumber } from "../src/domain/numbers/display-number.ts";
import { parsePhoneNumber } from "../src/domain/numbers/e164.ts";
import { protectedNumberReason } from "../src/kernel/numbers/protected-numbers.ts";
import { RingbackError } from "../src/kernel/errors.ts";
import { verifies } from "./support/verifies.ts";
import { callContract, simulated } from "./contracts/call-contract.ts";
import { carrierContract, createCarrierBench, refusalOf, rentLine } from "./contracts/carrier-contract.ts";

carrierContract("fake", createFakeCarrier);
callContract("fake", simulated(createFakeCarrier));

const types: readonly NumberQuery["type"][] = ["local", "mobile", "national"];
// Some shelves hold tens of thousands; the walk along a full block is the same from the first on.
const most = 2_100;
const offered = countries.flatMap(({ code, numberTypes }) =>
  numberTypes.map((type) => ({ country: code, type, pair: `${code} ${type}` })),
);

verifies("quotes.countries", "has exactly the kinds of number that the countries list promises", async () => {
  const carrier = createFakeCarrier(createCarrierBench().host);
  const accepted: string[] = [];
  for (const { code: country } of countries) {
    for (const type of types) {
      const answer = await carrier.rentNumber({ country, type }).catch(() => undefined);
      if (answer !== undefined) accepted.push(`${country} ${type}`);
    }
  }
  expect(accepted).toEqual(offered.map(({ pair }) => pair));
  expect(numberPools.map(({ country, type }) => `${country} ${type}`).sort()).toEqual([...accepted].sort());
});

it.each(offered)(
  "rents $pair numbers, each once and none unusable, until the shelf is empty",
  async (query) => {
    const bench = createCarrierBench();
    const carrier = createFakeCarrier(bench.host);
    const rented: string[] = [];
    const refusal = await refusalOf(
      (async () => {
        for (;;) {
          if (rented.length === most) throw new RingbackError("number_unavailable", "Enough for a test.");
          rented.push(await rentLine(carrier, bench, query));
        }
      })(),
    );
    expect(refusal.code).toBe("number_unavailable");
    expect(rented.length).toBeGreaterThanOrEqual(700);
    expect(new Set(rented).size).toBe(rented.length);
    for (const number of rented.filter((_, index) => index % 10 === 0)) {
      expect(await parsePhoneNumber(number)).toBe(number);
      expect(protectedNumberReason(number)).toBeUndefined();
      expect(displayNumber(number)).toMatch(/^\+\d{1,3} \d{1,4}( \d+)+$/);
    }
  },
);

it("keeps the kinds of number apart: no block serves two", () => {
  const owners = new Map<string, Set<NumberPool>>();
  for (const pool of numberPools) {
    for (const block of pool.areas.flatMap((area) => area.blocks)) {
      owners.set(block, (owners.get(block) ?? new Set()).add(pool));
    }
  }
  expect([...owners.values()].filter((pools) => pools.size > 1)).toEqual([]);
});

verifies("network.exhausted", "says what ran out and how to go on", async () => {
  const bench = createCarrierBench();
  const everythingTaken = { ...bench.host, isTaken: () => true };
  const refusal = await refusalOf(
    createFakeCarrier(everythingTaken).rentNumber({ country: "US", type: "local", locality: "new-york" }),
  );
  expect(refusal.code).toBe("number_unavailable");
  expect(refusal.message).toMatch(
    /No local number is free in US, near "new-york".+Release one, or reset the world\./,
  );
  expect(refusal.details).toEqual({ country: "US", type: "local", locality: "new-york" });
});
