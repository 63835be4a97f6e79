import type { Instant } from "../../../kernel/clock/clock.ts";
import type { ExpectationRow } from "../../run-rows.ts";
import type { ScenarioExpectation } from "../../scenario.ts";

/** The last instant that is in time for something expected; undefined where it has no limit or is not armed yet. */
export const limitOf = (
  expectation: ScenarioExpectation,
  { armedAt }: Pick<ExpectationRow, "armedAt">,
): Instant | undefined =>
  armedAt === undefined || !("within" in expectation) || expectation.within === undefined
    ? undefined
    : armedAt + expectation.within;
