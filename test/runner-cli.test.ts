import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { readArguments } from "../src/cli/read-arguments.ts";
import { testCommand } from "../src/cli/commands/test.ts";
import { buildOnce, CommandLine, ringback } from "./support/command-line.ts";

beforeAll(buildOnce, 120_000);

const agent = (name: string): string => resolve(import.meta.dirname, "agents", name);
const polling = ["--", process.execPath, agent("polling.js")];

const story = `version: 1
name: A code comes
seed: 7
people: { acme: { number: +14155550123 } }
lines: { inbox: { provider: store, country: US, number: +12125550186 } }
script:
  - after: 19s
    otp: { from: acme, to: inbox, code: 834921 }
expect:
  - message.read: { line: inbox }
`;

const folderWith = (files: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), "ringback-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
};

describe("ringback test", () => {
  it("says what passed, for people and in files, and ends with 0", async () => {
    const folder = folderWith({ "story.yaml": story });
    const [json, junit] = [join(folder, "report.json"), join(folder, "reports/report.xml")];
    const reports = ["--report", "terminal", "--report", `json=${json}`, "--report", `junit=${junit}`];
    const { code, stdout, stderr } = await ringback(["test", folder, ...reports, ...polling]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("✓ A code comes");
    expect(stdout).toContain("1 passed");
    expect(JSON.parse(readFileSync(json, "utf8"))).toMatchObject({ format: 1, exitCode: 0 });
    expect(readFileSync(junit, "utf8")).toContain('<testsuites name="ringback" tests="1" failures="0"');
  });

  it("takes what a project says once, unless the command line says otherwise", async () => {
    const command = JSON.stringify([process.execPath, agent("polling.js")]);
    const folder = folderWith({
      "story.yaml": story,
      "ringback.yaml": `scenarios: story.yaml\ncommand: ${command}\nreport: json\n`,
    });
    const config = ["--config", join(folder, "ringback.yaml")];
    const { stdout } = await ringback(["test", ...config]);
    expect(JSON.parse(stdout)).toMatchObject({
      exitCode: 0,
      results: [{ agent: { output: "code 834921\n" } }],
    });
    const other = await ringback(["test", ...config, "--", "echo", "-v", "--filter"]);
    expect(JSON.parse(other.stdout)).toMatchObject({
      exitCode: 1,
      results: [{ agent: { command: "echo -v --filter", output: "-v --filter\n" } }],
    });
  });

  it.each([
    [
      ["test", "--report", "junt"],
      "--report is one of terminal, junit, json, github, perhaps with =FILE, not junt.",
    ],
    [["test", "--repeat", "0"], "--repeat is a whole number from 1 to 100000, not 0."],
    [["test", "--timeout", "60"], "--timeout is a length of time, and 60 is none. Write 60s for seconds."],
    [["exec"], "This needs a command after --"],
  ])("refuses %j with 2", async (args, sentence) => {
    const { code, stderr } = await ringback(args);
    expect(stderr).toContain(sentence);
    expect(code).toBe(2);
  });

  it("ends its agents and answers 130 when somebody presses Ctrl-C", async () => {
    const folder = folderWith({ "story.yaml": story });
    const print = "console.log(process.pid); setInterval(() => {}, 9999)";
    await using test = new CommandLine([
      "test",
      folder,
      "--report",
      `json=${join(folder, "report.json")}`,
      "--verbose",
      "--",
      "sh",
      "-c",
      `exec ${process.execPath} -e '${print}' >&2`,
    ]);
    const pid = Number(await test.errorLine());
    test.signal("SIGINT");
    expect((await test.ended()).code).toBe(130);
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  });

  it("keeps the world of the first that failed until Ctrl-C, with the whole report before it", async () => {
    const folder = folderWith({ "story.yaml": story });
    await using test = new CommandLine(["test", folder, "--hold"]);
    const [, url = "", token = ""] =
      /export RINGBACK_URL=(\S+) RINGBACK_CONTROL_TOKEN=(\S+)/.exec(await test.errorLine(/export/)) ?? [];
    const events = await ringback(["events"], { RINGBACK_URL: url, RINGBACK_CONTROL_TOKEN: token });
    expect(events.stdout).toContain("otp.issued");
    test.signal("SIGINT");
    const { code, stdout } = await test.ended();
    expect(stdout).toContain("expectation_not_met");
    expect(code).toBe(2);
  });
});

it("hands on what stands after -- as it is", () => {
  const asked = readArguments(testCommand, [
    "a.yaml",
    "--bail",
    "--",
    "node",
    "--",
    "--bail",
    "--help",
    "-x",
  ]);
  expect(asked).toMatchObject({
    kind: "run",
    words: ["a.yaml"],
    values: { bail: true },
    rest: ["node", "--", "--bail", "--help", "-x"],
  });
});

describe("ringback exec", () => {
  it("tells a command all that leads to its ringback, and ends with its exit code", async () => {
    const source = `
      const { RINGBACK_URL: url, AGENT_STORE_API_BASE_URL: base, PORT, AGENT_URL } = process.env;
      fetch(url + "/_ringback/clock/advance", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ by: "1h" }),
      }).then(async (answer) => {
        console.log((await answer.json()).now, base === url + "/v1/agent", AGENT_URL === "http://127.0.0.1:" + PORT);
        process.exit(5);
      });
    `;
    const { code, stdout, stderr } = await ringback(["exec", "--", process.execPath, "-e", source]);
    expect({ code, stdout, stderr }).toEqual({
      code: 5,
      stdout: "2026-04-01T11:22:00.000Z true true\n",
      stderr: "",
    });
  });

  it("plays a scenario to it, time moving as it waits", async () => {
    const folder = folderWith({ "story.yaml": story });
    const { code, stdout } = await ringback(["exec", "--scenario", join(folder, "story.yaml"), ...polling]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "code 834921\n" });
  });

  it("passes signals on, and tells how it ended as shells do", async () => {
    const source =
      "process.on('SIGTERM', () => process.exit(9)); console.log('up'); setInterval(() => {}, 9999)";
    await using exec = new CommandLine(["exec", "--", process.execPath, "-e", source]);
    expect(await exec.line()).toBe("up");
    exec.signal("SIGTERM");
    expect((await exec.ended()).code).toBe(9);
    expect((await ringback(["exec", "--", "sh", "-c", "kill -9 $$"])).code).toBe(137);
    const missing = await ringback(["exec", "--", "no-such-program"]);
    expect(missing.stderr).toBe(
      "no-such-program could not be run: there is no such program. Check its spelling, or name it by its path.\n",
    );
    expect(missing.code).toBe(127);
  });
});
