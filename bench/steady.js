// `npm run steady`: each agent of test/agents plays its story fifty times, on one core and on two. Verdicts must be the
// same every time; journals too, but for the background poller, whose number of polls is up to the operating system.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canPin } from "./server.js";

const repeats = process.env.STEADY_REPEATS ?? "50";
const every = "polling retrying thinking background-poller early-exit idle webhook voice";
const stories = (process.env.STEADY_STORIES ?? every).split(" ");
const folder = mkdtempSync(join(tmpdir(), "ringback-steady-"));
const report = join(folder, "report.json");
let isSteady = true;

const play = (story, cores, jobs) => {
  const patience = story === "idle" ? ["--patience", "1500ms"] : [];
  const args = ["bin/ringback.js", "test", `test/agents/stories/${story}.yaml`];
  args.push("--repeat", repeats, "--jobs", jobs, "--report", `json=${report}`, ...patience);
  const [command, ...rest] = canPin
    ? ["taskset", "-c", cores, process.execPath, ...args]
    : [process.execPath, ...args];
  const { status } = spawnSync(command, rest, { stdio: ["ignore", "ignore", "inherit"] });
  const { results, realMs } = JSON.parse(readFileSync(report, "utf8"));
  const verdicts = new Set(
    results.map(({ passed, failures }) => `${passed} ${failures.map(({ code }) => code)}`),
  );
  const hashes = new Set(results.map(({ runHash }) => runHash)).size;
  const timed = results.filter((result) => result.timed).length;
  isSteady &&= verdicts.size === 1 && (hashes === 1 || story === "background-poller");
  console.log(
    `${story.padEnd(18)} cores ${cores.padEnd(4)} ${results.length} runs  exit ${status}  verdicts ${verdicts.size}  hashes ${hashes}  timed ${timed}  ${Math.round(realMs / 1000)} s`,
  );
};

for (const story of stories) {
  play(story, "0", "2");
  play(story, "0,1", "3");
}
rmSync(folder, { recursive: true });
process.exitCode = isSteady ? 0 : 1;
