import type { ExpectationRow, World } from "../../run-rows.ts";
import type { Scenario, ScenarioExpectation } from "../../scenario.ts";
import { explainExpectation } from "../explain-expectation.ts";

/** How it stands with something that a scenario expects, while the story goes on. */
interface ExpectationStatus {
  readonly line: number;
  /** The file, where it is not the scenario's own. */
  readonly file?: string;
  readonly kind: string;
  /** What is expected, in words. */
  readonly text: string;
  /** `waiting` for a value that it refers to; `armed`: it looks; `met` and `failed` stay so. */
  readonly state: "waiting" | "armed" | "met" | "failed";
  /** How many events were found. */
  readonly seen: number;
}

/** How it stands with everything that a run expects, in the order of the file. Nothing is judged before the end. */
export const tellExpectations = ({ tables }: World, runId: string): ExpectationStatus[] => {
  const { expect = [] } = (tables.scenarioRuns.get(runId)?.document ?? {}) as Partial<Scenario>;
  return tables.expectations.by("run", runId).flatMap((row) => {
    const expectation = expect[row.place];
    if (expectation === undefined) return [];
    const { kind, where } = expectation;
    const file = where.file === undefined ? {} : { file: where.file };
    const text = explainExpectation(expectation);
    return [{ line: where.line, ...file, kind, text, state: stateOf(expectation, row), seen: row.count }];
  });
};

const stateOf = (expectation: ScenarioExpectation, row: ExpectationRow): ExpectationStatus["state"] => {
  if (row.armedAt === undefined) return "waiting";
  if (row.overdue || hasFailed(expectation, row)) return "failed";
  return row.met ? "met" : "armed";
};

/** What can still come does not count: only what nothing can put right. */
const hasFailed = (expectation: ScenarioExpectation, { count, met, used }: ExpectationRow): boolean => {
  switch (expectation.kind) {
    case "event": {
      const { least = 0, most = Number.POSITIVE_INFINITY } = expectation.times;
      return count > most || (least > 0 && count >= least && !met);
    }
    case "never":
      return count > 0;
    case "budget":
      return Object.entries(expectation.most).some(([measure, most]) => (used[measure] ?? 0) > most);
    case "order":
    case "state":
      return false;
  }
};
