import type { Desk } from "../api/desk.ts";
import { createInvoke } from "../api/invoke.ts";
import type { RunningWorld } from "../api/running-world.ts";
import type { ScenarioDesk } from "../api/scenario-desk.ts";
import { millsToDollars } from "../kernel/money.ts";
import type { RunFacts } from "../scenario/expect/judge/judge.ts";
import type { Failure } from "../scenario/report/report.ts";

type Verdict = Awaited<ReturnType<ScenarioDesk["finish"]>>;

/**
 * Lets what is left of a story happen, where time moves by waiting, and judges its run. That run is over then: judged
 * again it is as it was.
 */
export const finishRun = async (desk: Desk, running: RunningWorld, runId: string): Promise<Verdict> => {
  const { judge } = await import("../scenario/expect/judge/judge.ts");
  const { faultsThatStruck } = await import("../scenario/frame/faults-that-struck.ts");
  const { runCost } = await import("../scenario/run-cost.ts");
  const { closeRun } = await import("../scenario/expect/judge/close-run.ts");
  const { clock, tables, name: worldName } = running.world;
  const before = tables.scenarioRuns.get(runId)?.verdict;
  if (before !== undefined) return before as unknown as Verdict;
  if (clock.mode() === "auto") {
    clock.setAgent("exited");
    await clock.settled();
  }
  const run = tables.scenarioRuns.get(runId);
  if (run === undefined) throw new Error(`The run ${runId} went away while it was judged.`);
  const { id, name, startedAt, file = name } = run;
  const facts: RunFacts = { file, hasAgent: true, bugs: bugsSince(running, startedAt), failures: [] };
  const judgement = await judge(running, runId, facts, createInvoke(desk, worldName));
  const { failures, warnings, ...counts } = judgement;
  const verdict: Verdict = {
    run: id,
    name,
    ...counts,
    failures: failures.map(writeFailure),
    warnings: [...warnings],
    faults: faultsThatStruck(running.world, runId),
    virtualMs: clock.now() - startedAt,
    costUsd: millsToDollars(runCost(tables, run)),
    runHash: running.runHash(),
  };
  closeRun(running.world, id, verdict);
  return verdict;
};

/** What was answered that no contract foresees, as far as it is remembered. */
const bugsSince = ({ world }: RunningWorld, start: number): string[] =>
  world.requests
    .after(0)
    .flatMap(({ at, outcome, answer }) =>
      outcome === "internal_error" && at >= start && typeof answer === "string" ? [answer] : [],
    );

const writeFailure = ({ seen, ...failure }: Failure): Verdict["failures"][number] => ({
  ...failure,
  ...(seen !== undefined && {
    seen: seen.map((event) => ({ ...event, differences: [...event.differences] })),
  }),
});
