import { expect, it } from "vitest";
import type { Arrival, ClockOptions, TimerRequest } from "./clock.ts";
import { createTestClock, type TestClock, testStart } from "./test-clock.ts";

const write: Arrival = { by: "agent", effect: "write" };
const control: Arrival = { by: "control", effect: "write" };

/** A clock in auto that has met its agent. */
const withAgent = async (options: Partial<ClockOptions> = {}): Promise<TestClock> => {
  const test = createTestClock({ mode: "auto", ...options });
  const visit = await test.clock.arrive(write);
  visit.leave();
  return test;
};

/** Sets a timer of the kind `speech` that needs no signal, or one of which somebody else is the player. */
const set = (
  { clock }: TestClock,
  after: number,
  more: Pick<TimerRequest, "unasked" | "player"> & { readonly limit?: true } = { unasked: true },
): void => {
  const { limit, ...rest } = more;
  const at = testStart + after;
  clock.schedule({ at, class: limit === true ? "limit" : "story", kind: "speech", payload: {}, ...rest });
};

it("goes by itself to timers that need no signal, with an agent there and no real time gone", async () => {
  const test = await withAgent();
  test.on.set("speech", () => {
    if (test.elapsed() < 300) set(test, test.elapsed() + 100);
  });
  set(test, 100);
  await test.clock.settled();
  expect(test.log).toEqual([
    "jump call 0 > 100",
    "speech 100",
    "jump call 100 > 200",
    "speech 200",
    "jump call 200 > 300",
    "speech 300",
  ]);
});

it("waits for a signal where a timer that wants one comes first, story or limit", async () => {
  for (const kind of ["story", "limit"] as const) {
    const test = await withAgent();
    test.set(kind, 50, "first");
    set(test, 100);
    await test.clock.settled();
    expect(test.log).toEqual([]);
  }
});

it("goes by itself to a limit that needs no signal, and no further", async () => {
  const test = await withAgent();
  set(test, 50, { unasked: true, limit: true });
  test.set("story", 100, "text");
  await test.clock.settled();
  expect(test.log).toEqual(["jump call 0 > 50", "speech 50"]);
});

it("stands still for a hold and for an agent that has not come", async () => {
  const held = await withAgent();
  const hold = held.clock.hold("turn", 30_000);
  set(held, 100);
  await held.time.pass(1);
  expect(held.log).toEqual([]);
  hold.release();
  await held.clock.settled();
  expect(held.log).toEqual(["jump call 0 > 100", "speech 100"]);

  const expected = createTestClock({ mode: "auto", agent: "expected" });
  set(expected, 100);
  await expected.clock.settled();
  expect(expected.log).toEqual([]);
});

it("goes to a player's timer when the player waits, and not when others do or it is quiet", async () => {
  const test = await withAgent();
  set(test, 100, { player: "ann" });
  await test.time.pass(300);
  const agent = await test.clock.arrive(write);
  const others = agent.wait();
  await test.time.pass(300);
  expect(test.log).toEqual([]);
  const player = await test.clock.arrive(control);
  const own = player.wait("ann");
  await test.time.pass(1);
  expect(test.log).toEqual(["jump wait 0 > 100", "speech 100"]);
  for (const wait of [own, others]) wait.end();
  for (const visit of [player, agent]) visit.leave();
});

it("loses patience with a player who does nothing, counted from the last that anybody did", async () => {
  const test = await withAgent({ patience: 10_000 });
  set(test, 100, { player: "ann" });
  await test.time.pass(9_000);
  const visit = await test.clock.arrive(control);
  visit.leave();
  await test.time.pass(9_000);
  expect(test.log).toEqual([]);
  await test.time.pass(2_000);
  expect(test.log).toEqual(["jump patience 0 > 100", "speech 100"]);
});
