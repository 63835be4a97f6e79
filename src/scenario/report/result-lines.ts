import { printable } from "../../kernel/printable.ts";
import { failureLines, linesOf } from "./failure-lines.ts";
import type { Paint } from "./paint.ts";
import type { AgentReport, ScenarioResult, Warning } from "./report.ts";
import { costsNothing, endingWords, tellExit, tellPlace, tellWorldTime } from "./wording.ts";

/** All there is to say about a result that did not pass, apart from its name and the agent's output. */
export const resultLines = (result: ScenarioResult, paint: Paint): readonly string[] => {
  const run = runLines(result).map((line) => paint("dim", line));
  const failures = result.failures.map((failure) => failureLines(failure, paint));
  return [...failures, ...(run.length === 0 ? [] : [run])].flatMap((block, index) =>
    index === 0 ? block : ["", ...block],
  );
};

/** How to have the same run again, and how this one went. */
const runLines = ({
  seed,
  runHash,
  timed,
  met,
  expected,
  virtualMs,
  costUsd,
  ending,
  heldAt,
  faults,
}: ScenarioResult): string[] => {
  if (ending === "not started") return [];
  const metWords = expected === 0 ? "" : ` ${met} of ${expected} expectations were met.`;
  return [
    `It ended ${endingWords[ending]}, after ${tellWorldTime(virtualMs)} of the world's time.${metWords}`,
    printable(`Seed ${seed}${runHash === "" ? "" : `, run hash ${runHash}`}.`),
    ...(costsNothing(costUsd) ? [] : [`At AgentPhone it would have cost $${costUsd}.`]),
    ...faults.map(printable),
    ...(timed ? ["Real time had a say in this run, so another one may go another way."] : []),
    ...(heldAt === undefined ? [] : [`Its world still answers at ${printable(heldAt)}.`]),
  ];
};

const mostLines = 30;
const longestLine = 500;

/** How the agent ended and the last lines of its output, behind a bar that keeps them from being taken for ours. */
export const agentLines = (agent: AgentReport): readonly string[] => {
  const exit = printable(tellExit(agent));
  const lines = agent.output.trimEnd().split("\n");
  if (lines.every((line) => line === "")) return [`${exit} and printed nothing.`];
  const shown = lines.slice(-mostLines);
  const left = lines.length - shown.length;
  const whole = left === 0 && agent.cut === 0;
  return [
    `${exit}. ${whole ? "Its output:" : `The last ${shown.length} lines of its output (--report json has more):`}`,
    ...shown.map((line) => `│ ${printable(clip(line))}`),
  ];
};

const clip = (line: string): string => (line.length > longestLine ? `${line.slice(0, longestLine)}…` : line);

/** A warning in words. */
export const warningLines = ({ code, message, cure, place }: Warning): readonly string[] =>
  linesOf(
    `${place === undefined ? "" : `${tellPlace(place)} `}${code} ${message}${cure === undefined ? "" : ` ${cure}`}`,
  );
