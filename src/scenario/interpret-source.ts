import type * as z from "zod";
import { once } from "../kernel/once.ts";
import { lineVoices } from "./calls/check-call-steps.ts";
import { checkFields } from "./check-fields.ts";
import { checkPeople, namesIn } from "./check-people.ts";
import { readExpectations } from "./expect/read-expectations.ts";
import { diagnoseIssues } from "./fields/diagnose-issues.ts";
import { frameSchema } from "./frame-schema.ts";
import { checkAgents } from "./frame/check-agents.ts";
import { checkFaultReferences } from "./frame/check-fault-references.ts";
import { accountNames, faultNames } from "./frame/entry-names.ts";
import { placeFaults } from "./frame/place-faults.ts";
import { checkMoments } from "./check-moments.ts";
import type { CheckedMoments } from "./check-moments.ts";
import { readScript } from "./read-script.ts";
import type { ReadList } from "./read-script.ts";
import type { Referable } from "./references/check-references.ts";
import { savedNames } from "./references/saved-names.ts";
import type { Scenario, ScenarioExpectation, ScriptList } from "./scenario.ts";
import type { Place } from "./source/line-index.ts";
import type { Problem } from "./source/problem.ts";
import { entryOf, keysOf, toData } from "./source/source-tree.ts";
import type { SourceNode } from "./source/source-tree.ts";

const frame = once(frameSchema);
type Frame = z.output<ReturnType<typeof frameSchema>>;

/** What a tree means, as far as it means anything. */
export interface Interpretation {
  readonly scenario?: Scenario;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/**
 * Reads the tree of a scenario, with what it includes and the row of its examples filled in. `text` is what its spans
 * are stretches of; `knownStart` goes before what the file says.
 */
export const interpretSource = (
  root: SourceNode,
  text: string,
  placeOf: (offset: number) => Place,
  knownStart: number | undefined,
): Interpretation => {
  const schema = frame();
  const words = {
    text,
    names: namesIn(root),
    accounts: accountNames(root),
    faults: faultNames(root),
    agents: new Set(keysOf(entryOf(root, "agents")?.value)),
    voices: lineVoices(root),
  };
  const problems = [
    ...checkFields(root, schema, words),
    ...checkPeople(root),
    ...checkAgents(root),
    ...checkFaultReferences(root, referableIn(root, text)),
  ];
  const report = (problem: Problem): number => problems.push(problem);
  const script = entryOf(root, "script")?.value;
  const read = readScript(script?.kind === "list" ? script.items : [], {
    ...words,
    referable: referableIn(root, text),
    placeOf,
    report,
  });
  const wanted = entryOf(root, "expect")?.value;
  const expectContext = { ...words, referable: referableIn(root, text), placeOf, report };
  const expect = readExpectations(wanted?.kind === "list" ? wanted.items : [], expectContext);
  const parsed = schema.safeParse(toData(root));
  if (!parsed.success) {
    const checked = {
      node: root,
      schema,
      holder: { start: 0, end: 1 },
      name: "a scenario",
    };
    return { problems: [...problems, ...diagnoseIssues(parsed.error.issues, checked)], warnings: [] };
  }
  const { start } = parsed.data.clock;
  const moments = checkLists(read, knownStart ?? (typeof start === "number" ? start : undefined));
  const scenario = toScenario(parsed.data, read.list, expect);
  const { faults } = parsed.data;
  return {
    scenario: faults === undefined ? scenario : { ...scenario, faults: placeFaults(faults, root, placeOf) },
    problems: [...problems, ...moments.errors],
    warnings: [...emptyScript(script), ...moments.warnings],
  };
};

const referableIn = (root: SourceNode, text: string): Referable => ({
  text,
  people: new Set(keysOf(entryOf(root, "people")?.value)),
  lines: new Set(keysOf(entryOf(root, "lines")?.value)),
  agents: new Set(keysOf(entryOf(root, "agents")?.value)),
  saved: savedNames(root),
});

/** The moments of a list and of every list that its rules begin. */
const checkLists = (read: ReadList, start: number | undefined): CheckedMoments => {
  const checked = [checkMoments(read.steps, start), ...read.below.map((list) => checkLists(list, start))];
  return {
    errors: checked.flatMap(({ errors }) => errors),
    warnings: checked.flatMap(({ warnings }) => warnings),
  };
};

const toScenario = (data: Frame, list: ScriptList, expect: readonly ScenarioExpectation[]): Scenario => {
  const { expect: _read, faults: _unplaced, ...rest } = data;
  return {
    ...rest,
    ...(expect.length > 0 && { expect }),
    ...list,
  };
};

const emptyScript = (script: SourceNode | undefined): Problem[] =>
  script?.kind === "list" && script.items.length === 0
    ? [
        {
          code: "no_steps",
          message: "This script has no steps.",
          cure: "Add one, or leave `script` out.",
          span: script.span,
        },
      ]
    : [];
