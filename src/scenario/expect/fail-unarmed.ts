import type { Blame, Failure } from "../report/report.ts";
import { referencesInside } from "../references/references-inside.ts";
import type { ScenarioExpectation } from "../scenario.ts";
import { conditionsOf, matchersOf } from "./arm.ts";
import { explainExpectation } from "./explain-expectation.ts";
import type { RunView } from "./run-view.ts";

/** What is to be said of an expectation that waited to the end for a value. */
export const failUnarmed = (expectation: ScenarioExpectation, view: RunView, whose: Blame): Failure => {
  const names = [
    ...matchersOf(expectation).flatMap(({ refers = [] }) => refers),
    ...conditionsOf(expectation).flatMap(referencesInside),
  ];
  const { saved } = view.run;
  const lacking = names.filter((name) => !Object.hasOwn(saved, name.split(".")[0] ?? ""));
  const [first = names[0] ?? ""] = lacking;
  const isForAgent = isCaptured(first, view) || !view.run.ended;
  return {
    code: "never_armed",
    blame: isForAgent ? whose : "scenario",
    message: `Expected ${explainExpectation(expectation)}, but \${${first}} never had a value.`,
    cure: isCaptured(first, view)
      ? "It is captured by another expectation: see why that one was not met."
      : "It is saved by a step: see why that step did not come or could not be done.",
    place: view.place(expectation.where),
  };
};

const isCaptured = (reference: string, { scenario: { expect = [] } }: RunView): boolean => {
  const name = reference.split(".")[0] ?? "";
  return expect.some((expectation) => {
    if (expectation.kind !== "event" || expectation.capture === undefined) return false;
    const { capture } = expectation;
    return typeof capture === "string" ? capture === name : Object.hasOwn(capture, name);
  });
};
