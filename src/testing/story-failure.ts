import { plain } from "../scenario/report/paint.ts";
import type { ScenarioResult } from "../scenario/report/report.ts";
import { resultLines } from "../scenario/report/result-lines.ts";

/** A story did not pass. The message is the report that `ringback test` prints; `result` is the same as data. */
export class StoryFailure extends Error {
  override readonly name = "StoryFailure";
  readonly result: ScenarioResult;

  constructor(result: ScenarioResult) {
    super([`The scenario “${result.name}” did not pass.`, "", ...resultLines(result, plain)].join("\n"));
    this.result = result;
  }
}
