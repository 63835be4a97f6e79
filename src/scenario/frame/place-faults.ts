import type { ScenarioFault } from "../scenario.ts";
import type { Place } from "../source/line-index.ts";
import { nodeAt } from "../source/source-tree.ts";
import type { SourceNode } from "../source/source-tree.ts";
import { whereOf } from "../source/where-of.ts";
import type { FaultData } from "./faults.ts";

/** The faults of a file, each with its place. */
export const placeFaults = (
  faults: readonly FaultData[],
  root: SourceNode,
  placeOf: (offset: number) => Place,
): ScenarioFault[] =>
  faults.map((fault, place) => ({
    ...fault,
    where: whereOf(placeOf(nodeAt(root, ["faults", place])?.span.start ?? 0)),
  }));
