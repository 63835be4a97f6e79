import { resolve } from "node:path";
import { expect, it } from "vitest";
import { hostTime } from "../src/kernel/clock/host-time.ts";
import { runScenarios } from "../src/runner/run-scenarios.ts";

/** Plays a story of `agents/stories` three times over, with the agent that it names, as a process of its own. */
const playThrice = async (story: string, patience?: number) => {
  const { report } = await runScenarios(
    {
      paths: [resolve(import.meta.dirname, `agents/stories/${story}.yaml`)],
      repeat: 3,
      jobs: 2,
      ...(patience !== undefined && { patience }),
    },
    {
      realTime: hostTime,
      interrupted: new AbortController().signal,
      begins: () => {},
      ended: () => {},
    },
  );
  const { results } = report;
  return {
    results,
    verdicts: new Set(
      results.map(({ passed, failures }) => [passed, ...failures.map(({ code }) => code)].join(" ")),
    ),
    hashes: new Set(results.map(({ runHash }) => runHash)),
  };
};

// `npm run steady` plays each of these fifty times, on one core and on two.
it.each([
  ["polling", "true"],
  ["retrying", "true"],
  ["thinking", "true"],
  ["early-exit", "false expectation_not_met"],
  ["webhook", "true"],
])(
  "an agent that is %s gets the same verdict every time, to the byte of its journal",
  async (story, verdict) => {
    const { verdicts, hashes } = await playThrice(story);
    expect([...verdicts]).toEqual([verdict]);
    expect(hashes.size).toBe(1);
  },
);

it("an agent that never does anything is told so once patience is over", async () => {
  const { verdicts, hashes, results } = await playThrice("idle", 1_500);
  expect([...verdicts]).toEqual(["false agent_idle expectation_not_met"]);
  expect(hashes.size).toBe(1);
  expect(results[0]).toMatchObject({ ending: "patience", virtualMs: 0, timed: false });
});

// How often it polls between two other requests is up to the operating system, so its journals may differ.
it("an agent that polls in the background too gets the same verdict every time", async () => {
  const { verdicts } = await playThrice("background-poller");
  expect([...verdicts]).toEqual(["true"]);
});
