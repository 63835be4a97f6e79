import type { EventMatcher } from "../../api/match/condition.ts";
import type { FailureCode } from "../report/failure-codes.ts";

/** A step of a call that did not come about, which is nobody's refusal: what went wrong has a code of its own. */
export class StepFailure extends Error {
  override readonly name = "StepFailure";
  readonly code: FailureCode;
  /** What was waited for in vain. */
  readonly wanted: EventMatcher | undefined;

  constructor(code: FailureCode, message: string, wanted?: EventMatcher) {
    super(message);
    this.code = code;
    this.wanted = wanted;
  }
}
