import type { RunningWorld } from "../../../api/running-world.ts";
import { faultsNeverStruck } from "../../frame/faults-never-struck.ts";
import type { Warning } from "../../report/report.ts";
import type { ScenarioRun } from "../../run-rows.ts";
import { newsUnheard } from "./news-unheard.ts";
import type { RunView } from "./run-view.ts";

/** What is odd about a run that is over: faults that never struck, news that no webhook was told. */
export const warnAboutRun = (
  running: RunningWorld,
  run: ScenarioRun,
  view: RunView,
  hasAgent: boolean,
): Warning[] => [
  ...warnAboutFaults(running, run, view),
  // A story without an agent and without webhooks has nobody who could have set one.
  ...(hasAgent || running.world.tables.webhookEndpoints.size > 0 ? warnAboutUnheard(view) : []),
];

const warnAboutUnheard = ({ events }: RunView): Warning[] => {
  const unheard = newsUnheard(events);
  const [first] = unheard;
  if (first === undefined) return [];
  const whose = first.agent === undefined ? `account ${first.account}` : `agent ${first.agent}`;
  const more = unheard.length === 1 ? "" : `, and ${unheard.length - 1} more like it`;
  return [
    {
      code: "webhook_unheard",
      message: `No webhook was told of ${first.event} (${first.channel}) of ${whose}${more}.`,
      cure: "The agent has to set one first, POST /v1/webhooks, or to read its messages itself.",
    },
  ];
};

const warnAboutFaults = ({ world }: RunningWorld, run: ScenarioRun, view: RunView): Warning[] =>
  faultsNeverStruck(world, run.id).map(({ name, point, where }) => ({
    code: "fault_never_struck",
    message: `The fault ${name === undefined ? "" : `${name} `}at ${point} never struck.`,
    cure: "Nobody asked for such an operation, or a fault before it took its turn. Look at `api` and `times`.",
    place: view.place(where),
  }));
