import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { ScenarioResult } from "../../src/scenario/report/report.ts";
import { folderWith, root, run, runInstalled } from "./binary.ts";

/** The agents of those scenarios that do not speak for them. Agents are programs of their own, which bring their Node. */
const agents: Readonly<Record<string, string>> = {
  "otp-signup.yaml": "examples/signup-agent.mjs",
  "resend.yaml": "test/agents/polling.js",
  "store-otp.yaml": "test/agents/polling.js",
  "support-line.yaml": "examples/webhook-agent.mjs",
  "support-thread.yaml": "examples/webhook-agent.mjs",
  "transfer.yaml": "examples/webhook-agent.mjs",
  "webhook-faults.yaml": "examples/webhook-agent.mjs",
};

const rented = "rented-inbox.yaml";
const scenarios = readdirSync(join(root, "scenarios")).filter((file) => file !== rented);
const withAgent = scenarios.filter((file) => agents[file] !== undefined);
const alone = scenarios.filter((file) => agents[file] === undefined);

interface Report {
  readonly results: readonly ScenarioResult[];
}

it.each(withAgent)("%s passes with its agent", async (file) => {
  const agent = [process.execPath, join(root, agents[file] ?? "")];
  // A machine that is busy must not look like an agent that fell silent.
  const line = ["test", join(root, "scenarios", file), "--patience", "20s", "--", ...agent];
  expect(await run(line)).toMatchObject({ code: 0, stdout: /\d+ passed in/, stderr: "" });
});

it.each(alone)("%s passes, as the same run as from the package", async (file) => {
  const report = join(folderWith(), "report.json");
  const line = ["test", join(root, "scenarios", file), "--report", `json=${report}`];
  const resultsOf = async (play: typeof runInstalled): Promise<readonly ScenarioResult[]> => {
    expect(await play(line)).toMatchObject({ code: 0, stderr: "" });
    return (JSON.parse(readFileSync(report, "utf8")) as Report).results;
  };
  const [own, installed] = [await resultsOf(run), await resultsOf(runInstalled)];
  expect(own.map(({ passed }) => passed)).not.toContain(false);
  expect(own.map(({ runHash }) => runHash)).toEqual(installed.map(({ runHash }) => runHash));
});

it.each(["fetch-agent.mjs", "mcp-agent.mjs"])(`${rented} is told to examples/%s`, async (agent) => {
  const command = [process.execPath, join(root, "examples", agent)];
  const line = ["exec", "--scenario", join(root, "scenarios", rented), "--", ...command];
  expect(await run(line)).toEqual({
    code: 0,
    stdout:
      "rented +1 212 555 0186\ncode 834921 from +14155550123\nmissed a call from +442030000123 at 2026-04-01T11:02:09Z\n",
    stderr: "",
  });
});
