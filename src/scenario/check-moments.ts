import type { Instant } from "../kernel/clock/clock.ts";
import type { ReadStep } from "./read-script.ts";
import type { ScenarioStep } from "./scenario.ts";
import type { Problem } from "./source/problem.ts";
import { quote } from "./source/quote.ts";
import type { SourceEntry } from "./source/source-tree.ts";

/** What `checkMoments` found: times that can never come, and times that will be over when their turn comes. */
export interface CheckedMoments {
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** Compares the times of a script with one another and, when the file itself fixes it, with the scenario's start. */
export const checkMoments = (read: readonly ReadStep[], start: Instant | undefined): CheckedMoments => {
  const errors: Problem[] = [];
  const warnings: Problem[] = [];
  let earliest = 0;
  for (const { step, at } of read) {
    const due = dueFromStart(step, earliest, start);
    if (at !== undefined && due !== undefined && due < 0) {
      const message = `${quote(valueText(at))} lies before the scenario's start.`;
      errors.push({ code: "before_start", message, cure: "Move it, or `clock.start`.", span: at.value.span });
    } else if (at !== undefined && due !== undefined && due < earliest) {
      const message = `${quote(valueText(at))} is over before this step's turn comes, so it will run at once.`;
      warnings.push({
        code: "already_past",
        message,
        cure: "Move the step up in the list.",
        span: at.value.span,
      });
    }
    earliest = Math.max(earliest, due ?? earliest);
  }
  return { errors, warnings };
};

const valueText = (entry: SourceEntry): string => (entry.value.kind === "text" ? entry.value.text : "");

/** The least time that can have passed since the start; unknown for a fixed moment when the start is not fixed. */
const dueFromStart = (
  step: ScenarioStep,
  earliest: number,
  start: Instant | undefined,
): number | undefined => {
  if (step.at === undefined) return earliest + (step.after ?? 0);
  if ("fromStart" in step.at) return step.at.fromStart;
  return start === undefined ? undefined : step.at.instant - start;
};
