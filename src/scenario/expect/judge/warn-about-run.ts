import type { RunningWorld } from "../../../api/running-world.ts";
import { faultsNeverStruck } from "../../frame/faults-never-struck.ts";
import type { Warning } from "../../report/report.ts";
import type { ScenarioRun } from "../../run-rows.ts";
import type { RunView } from "./run-view.ts";

/** What is odd about a run that is over: faults that never struck. */
export const warnAboutRun = ({ world }: RunningWorld, run: ScenarioRun, view: RunView): Warning[] =>
  faultsNeverStruck(world, run.id).map(({ name, point, where }) => ({
    code: "fault_never_struck",
    message: `The fault ${name === undefined ? "" : `${name} `}at ${point} never struck.`,
    cure: "Nobody asked for such an operation, or a fault before it took its turn. Look at `api` and `times`.",
    place: view.place(where),
  }));
