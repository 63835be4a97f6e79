import type { Failure, Report, ScenarioResult } from "../../src/scenario/report/report.ts";

/** A result that passed, with whatever a test says otherwise. */
export const resultWith = (changes: Partial<ScenarioResult> = {}): ScenarioResult => ({
  name: "A code arrives",
  file: "scenarios/otp.yaml",
  attempt: 1,
  attempts: 1,
  seed: "7",
  passed: true,
  failures: [],
  warnings: [],
  faults: [],
  met: 2,
  expected: 2,
  ending: "done",
  virtualMs: 3_720_000,
  realMs: 35,
  costUsd: "0.00",
  runHash: "5d3ea1",
  timed: false,
  ...changes,
});

/** The failure of an expectation that nearly was met, with whatever a test says otherwise. */
export const failureWith = (changes: Partial<Failure> = {}): Failure => ({
  code: "expectation_not_met",
  blame: "agent",
  message: "No otp.used with code “834921” came within 30s.",
  cure: "Let the agent type the code that the text holds.",
  place: { file: "scenarios/otp.yaml", line: 12, column: 5 },
  ...changes,
});

/** A result that failed, with whatever a test says otherwise. */
export const failedWith = (changes: Partial<ScenarioResult> = {}): ScenarioResult => {
  const failures = changes.failures ?? [failureWith()];
  return resultWith({
    passed: false,
    met: 1,
    ending: "patience",
    failures,
    ...(failures[0] && { blame: failures[0].blame }),
    ...changes,
  });
};

/** A report of these results. */
export const reportOf = (...results: readonly ScenarioResult[]): Report => ({
  format: 1,
  ringback: "1.2.3",
  results,
  realMs: 1234,
  exitCode: results.every(({ passed }) => passed) ? 0 : 1,
});
