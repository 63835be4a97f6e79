import type { Failure } from "../../report/report.ts";
import type { ScenarioRun } from "../../run-rows.ts";
import type { Moment, Wrong } from "./told.ts";

type Refused = NonNullable<ScenarioRun["notEmulated"]>;

/**
 * That the agent asked for something real that is not played here before anything of its own doing went wrong; undefined
 * when all of that had gone wrong already.
 */
export const tellNotEmulated = (
  refused: Refused | undefined,
  wrongs: readonly Wrong[],
): Failure | undefined => {
  if (refused === undefined) return undefined;
  const comesOfIt = wrongs.some(
    ({ failure, moment }) => failure.blame === "agent" && isAfter(moment, refused),
  );
  if (!comesOfIt) return undefined;
  return {
    code: "not_emulated",
    blame: "not emulated",
    message: `The agent asked for ${refused.operation}, which is real but not played here, before this went wrong.`,
    cure: "See docs/emulated.md for what is played; have the agent do without it.",
  };
};

/** A limit passes after everything of its last instant. */
const isAfter = (moment: Moment, { at, seq }: Refused): boolean => {
  if (moment === "end") return true;
  return "seq" in moment ? moment.seq > seq : moment.at >= at;
};
