import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { hostTime } from "../src/kernel/clock/host-time.ts";
import { findFreePort } from "../src/runner/find-free-port.ts";
import { type HeldWorld, runScenarios, type TestPlan } from "../src/runner/run-scenarios.ts";
import type { Report, ScenarioResult } from "../src/scenario/report/report.ts";

const agents = resolve(import.meta.dirname, "agents");
const node = (agent: string, ...args: readonly string[]): readonly string[] => [
  process.execPath,
  join(agents, agent),
  ...args,
];

const head = `version: 1
seed: 7
people: { acme: { number: +14155550123 } }
lines: { inbox: { provider: store, country: US, number: +12125550186 } }
`;
const codeComes = `script:
  - after: 19s
    otp: { from: acme, to: inbox, code: 834921 }
`;
const isRead = `expect:
  - message.read: { line: inbox }
`;
const story = `name: A code comes\n${head}${codeComes}${isRead}`;

const folderWith = (files: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), "ringback-runner-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
};

interface Run extends Report {
  readonly told: readonly ScenarioResult[];
  readonly total: number;
  readonly held: HeldWorld | undefined;
  /** The first result, which most tests are about. */
  readonly first: ScenarioResult;
}

const run = async (plan: TestPlan, interrupted = new AbortController().signal): Promise<Run> => {
  const told: ScenarioResult[] = [];
  let total = 0;
  const { report, held } = await runScenarios(plan, {
    realTime: hostTime,
    interrupted,
    begins: (count) => (total = count),
    ended: (result) => told.push(result),
  });
  const [first] = report.results;
  if (first === undefined) throw new Error("Nothing was played.");
  return { ...report, told, total, held, first };
};

const runStory = (text: string, plan: Omit<TestPlan, "paths"> = {}): Promise<Run> =>
  run({ ...plan, paths: [join(folderWith({ "story.yaml": text }), "story.yaml")] });

const codesOf = ({ failures }: ScenarioResult): readonly string[] => failures.map(({ code }) => code);

describe("an agent that does its work and ends", () => {
  it("passes when everything expected has come of it", async () => {
    const { first, exitCode, total, told } = await runStory(story, { command: node("polling.js") });
    expect(first).toMatchObject({
      name: "A code comes",
      passed: true,
      ending: "agent exited",
      virtualMs: 19_000,
      met: 1,
      expected: 1,
      seed: "7",
      failures: [],
      agent: { exitCode: 0, output: "code 834921\n", cut: 0 },
    });
    expect(exitCode).toBe(0);
    expect(total).toBe(1);
    expect(told).toEqual([first]);
  });

  it("may be named by the scenario, as one text for the shell and with variables of its own", async () => {
    const command = `echo "$MOOD $PORT" && ${node("polling.js").join(" ")}`;
    const text = `${story}agent:\n  command: ${JSON.stringify(command)}\n  env: { MOOD: "at \${env.PORT}" }\n`;
    const { first } = await runStory(text);
    expect(first.agent?.output).toMatch(/^at (\d+) \1\ncode 834921\n$/);
    expect(first.passed).toBe(true);
  });

  it("is told of its world and of nothing else that is called ringback or a store", async () => {
    onTestFinished(() => void vi.unstubAllEnvs());
    vi.stubEnv("RINGBACK_URL", "http://127.0.0.1:1");
    vi.stubEnv("RINGBACK_CONTROL_TOKEN", "secret");
    vi.stubEnv("AGENT_STORE_API_BASE_URL", "https://store.example");
    vi.stubEnv("AGENTPHONE_API_KEY", "sk_live_real");
    const print =
      "console.log(Object.keys(process.env).filter((name) => /RINGBACK|AGENT|PORT/.test(name)).sort().join(' '))";
    const text = `name: Names\n${head}`;
    const { first } = await runStory(text, { command: [process.execPath, "-e", print] });
    expect(first.agent?.output).toBe(
      "AGENTPHONE_API_KEY AGENTPHONE_BASE_URL AGENTPHONE_MCP_URL AGENT_STORE_AGENT_API_KEY AGENT_STORE_API_BASE_URL AGENT_STORE_MCP_URL AGENT_URL PORT\n",
    );
  });

  it("fails what is expected when it ends too early, although it ends well", async () => {
    const { first, exitCode } = await runStory(story, { command: node("early-exit.js") });
    expect(codesOf(first)).toEqual(["expectation_not_met"]);
    expect(first).toMatchObject({ passed: false, blame: "agent", ending: "agent exited", virtualMs: 19_000 });
    expect(exitCode).toBe(1);
  });

  it("fails with another exit code than the one that is fine", async () => {
    const text = `name: Exits\n${head}`;
    const command = node("early-exit.js", "3");
    const { first, exitCode } = await runStory(text, { command });
    expect(codesOf(first)).toEqual(["agent_exit"]);
    expect(first.failures[0]?.message).toBe("The agent exited with 3, not with 0.");
    expect(exitCode).toBe(1);
    expect((await runStory(`${text}agent: { exit: 3 }\n`, { command })).exitCode).toBe(0);
    expect((await runStory(`${text}agent: { exit: any }\n`, { command })).exitCode).toBe(0);
  });

  it("fails when it never asks for anything, and is ended with all it started", async () => {
    const command = `${node("idle.js").join(" ")} & echo $! && wait`;
    const { first } = await runStory(story, { command, patience: 1_500 });
    expect(codesOf(first)).toContain("agent_idle");
    expect(first).toMatchObject({ ending: "patience", virtualMs: 0 });
    const child = Number(first.agent?.output);
    expect(() => process.kill(child, 0)).toThrow("ESRCH");
  });

  it("fails when its time is up", async () => {
    const { first } = await runStory(story, { command: node("idle.js"), timeout: 300 });
    expect(codesOf(first)).toContain("agent_timeout");
    expect(first.ending).toBe("timeout");
  });

  it("keeps the end of what it prints", async () => {
    const print = "process.stdout.write('x'.repeat(100_000) + 'the end')";
    const { first } = await runStory(`name: Talks\n${head}`, { command: [process.execPath, "-e", print] });
    expect(first.agent?.output).toHaveLength(65_536);
    expect(first.agent?.output.endsWith("the end")).toBe(true);
    expect(first.agent?.cut).toBe(100_007 - 65_536);
  });

  it.each([
    ["no-such-program", "there is no such program."],
    [resolve(import.meta.dirname, "agents/idle.js"), "this user may not run it."],
  ])("is told of when it cannot be started: %s", async (program, why) => {
    const { first, exitCode } = await runStory(story, { command: [program] });
    expect(codesOf(first)).toEqual(["agent_not_started"]);
    expect(first.failures[0]?.message).toBe(`The agent could not be started with ${program}: ${why}`);
    expect(exitCode).toBe(2);
  });
});

describe("an agent that is a server", () => {
  const isServer = (ready: string): string =>
    `name: A server\n${head}${codeComes}expect:\n  - message.received: { to: inbox }\nagent: { ready: { ${ready} } }\n`;

  it.each(["http: /health", "port: open", "output: /listening on/"])(
    "is waited for until it is ready by %s, and ended when all is decided",
    async (ready) => {
      const { first } = await runStory(isServer(ready), { command: node("server.js") });
      expect(first).toMatchObject({ passed: true, ending: "done", virtualMs: 19_000 });
      // It ended with 7 because it was told to, so that is no failure.
      expect(first.agent).toMatchObject({
        exitCode: 7,
        output: expect.stringContaining("told to end") as string,
      });
    },
  );

  it("is looked for on the port that its scenario gives it", async () => {
    const port = await findFreePort();
    const chosen = isServer("port: open, within: 5s").replace("agent: {", `agent: { env: { PORT: ${port} },`);
    const { first } = await runStory(chosen, { command: node("server.js") });
    expect(first).toMatchObject({ passed: true, ending: "done" });
  });

  it("fails when it is not ready in time", async () => {
    const { first } = await runStory(isServer("http: /missing, within: 300ms"), {
      command: node("server.js"),
    });
    expect(codesOf(first)).toEqual(["agent_not_ready"]);
    expect(first.failures[0]?.message).toMatch(
      /^The agent was not ready within 300ms: GET http:\/\/127\.0\.0\.1:\d+\/missing had no good answer\.$/,
    );
    expect(first).toMatchObject({ ending: "not started", virtualMs: 0 });
  });

  it("fails when it ends before it is ready", async () => {
    const { first } = await runStory(isServer("port: open"), { command: node("early-exit.js") });
    expect(codesOf(first)).toEqual(["agent_not_ready"]);
    expect(first.failures[0]?.message).toBe("The agent ended before it was ready.");
  });
});

it("lets no agent read its mailbox or move its clock", async () => {
  const journal = join(folderWith({}), "journals");
  const { first } = await runStory(story, { command: node("cheat.js"), journal });
  const [said, ...answers] = first.agent?.output.trimEnd().split("\n") ?? [];
  expect(said).toBe("told of the controls: false");
  expect(answers).toHaveLength(27);
  expect(answers.filter((line) => !/^40[13] /.test(line))).toEqual([]);
  const [file = ""] = readdirSync(journal);
  const lines = readFileSync(join(journal, file), "utf8").split("\n");
  expect(
    lines.filter((line) => line.includes("control.clock.advance") && line.includes('"outcome":"ok"')),
  ).toEqual([]);
  expect(lines.some((line) => line.includes("message.read"))).toBe(false);
  expect(first.passed).toBe(false);
});

describe("several runs", () => {
  it("go on at the same time and are told in the order of the files", async () => {
    const folder = folderWith({
      "b.yaml": story.replace("A code comes", "Second"),
      "a.yaml": story.replace("A code comes", "First"),
      "c.yml": story.replace("A code comes", "Third"),
      "ringback.yaml": "seed: 3\n",
      "people.yaml": "people: {}\n",
    });
    const { told, results, total } = await run({ paths: [folder], command: node("polling.js"), jobs: 3 });
    expect(results.map(({ name }) => name)).toEqual(["First", "Second", "Third"]);
    expect(told).toEqual(results);
    expect(total).toBe(3);
  });

  it("repeat a scenario with the same seed, and pass if all of them pass", async () => {
    const { results, exitCode } = await runStory(story, { command: node("polling.js"), repeat: 4, jobs: 2 });
    expect(results.map(({ attempt, attempts, seed }) => ({ attempt, attempts, seed }))).toEqual(
      [1, 2, 3, 4].map((attempt) => ({ attempt, attempts: 4, seed: "7" })),
    );
    expect(exitCode).toBe(0);
    const untimed = results.filter(({ timed }) => !timed);
    expect(new Set(untimed.map(({ runHash }) => runHash)).size).toBeLessThan(2);
  });

  it("stop after the first failure when they are told to", async () => {
    const folder = folderWith({ "a.yaml": story, "b.yaml": story, "c.yaml": story });
    const { results, total } = await run({ paths: [folder], bail: true, jobs: 1 });
    expect(results).toHaveLength(1);
    expect(total).toBe(3);
  });

  it("are chosen by name or file, by text or by pattern", async () => {
    const folder = folderWith({ "otp.yaml": story, "other.yaml": story.replace("A code comes", "Nothing") });
    const namesOf = async (filter: string): Promise<readonly string[]> =>
      (await run({ paths: [folder], filter })).results.map(({ name }) => name);
    expect(await namesOf("CODE")).toEqual(["A code comes"]);
    expect(await namesOf("other.yaml")).toEqual(["Nothing"]);
    expect(await namesOf("/^N/")).toEqual(["Nothing"]);
    await expect(namesOf("zebra")).rejects.toThrow("No scenario has zebra in its name or its file.");
    await expect(namesOf("/(/")).rejects.toThrow("--filter /(/ is no pattern");
  });

  it("play a scenario once for each row of its examples", async () => {
    const rows = "examples: [ { name: short, code: 1234 }, { name: long, code: 12345678 } ]\n";
    const { results } = await runStory(`${rows}${story.replace("834921", '"${example.code}"')}`, {
      command: node("polling.js"),
    });
    expect(results.map(({ example, agent }) => [example, agent?.output])).toEqual([
      ["short", "code 1234\n"],
      ["long", "code 12345678\n"],
    ]);
  });

  it("take the seed of the command line before the scenario's, and the project's after it", async () => {
    expect((await runStory(story, { seed: "1", usualSeed: "2" })).first.seed).toBe("1");
    expect((await runStory(story, { usualSeed: "2" })).first.seed).toBe("7");
    expect((await runStory(story.replace("seed: 7\n", ""), { usualSeed: "2" })).first.seed).toBe("2");
  });

  it("take the agent of the command line before the scenario's, and the project's after it", async () => {
    const echo = (word: string) => ["echo", word];
    const named = `name: Who\n${head}agent: { command: echo scenario }\n`;
    const outputOf = async (text: string, plan: Omit<TestPlan, "paths">) =>
      (await runStory(text, plan)).first.agent?.output;
    expect(await outputOf(named, { command: echo("line"), usualCommand: echo("project") })).toBe("line\n");
    expect(await outputOf(named, { usualCommand: echo("project") })).toBe("scenario\n");
    expect(await outputOf(`name: Who\n${head}`, { usualCommand: echo("project") })).toBe("project\n");
  });
});

it("tells the mistakes of a file as failures of the scenario, and plays the others", async () => {
  const broken = `name: Broken\n${head}script:\n  - after: 19s\n    otpp: { from: acme, to: inbox }\n`;
  const folder = folderWith({ "a.yaml": broken, "b.yaml": `name: Fine\n${head}` });
  const { first, results, exitCode } = await run({ paths: [folder] });
  expect(first).toMatchObject({
    name: join(folder, "a.yaml"),
    passed: false,
    blame: "scenario",
    ending: "not started",
    failures: [
      {
        code: "unknown_step",
        message: "`otpp` is no step.",
        cure: expect.stringContaining("otp") as string,
        place: { file: join(folder, "a.yaml"), line: 8, column: 5 },
        excerpt: "    otpp: { from: acme, to: inbox }\n    ^^^^",
      },
    ],
  });
  expect(results[1]?.passed).toBe(true);
  expect(exitCode).toBe(2);
});

it("tells why a scenario's world could not be made, with the cure by itself", async () => {
  const text = `name: Who\n${head}agent: { command: "echo \${env.RINGBACK_NOBODY_SETS_THIS}" }\n`;
  const { first, exitCode } = await runStory(text);
  expect(first.failures).toEqual([
    {
      code: "scenario_invalid",
      blame: "scenario",
      message:
        "The scenario uses ${env.RINGBACK_NOBODY_SETS_THIS}, but the environment has no RINGBACK_NOBODY_SETS_THIS.",
      cure: "Set it, such as RINGBACK_NOBODY_SETS_THIS=….",
    },
  ]);
  expect(exitCode).toBe(2);
});

it("says that nobody was tested when a story fails without an agent", async () => {
  const { first } = await runStory(story);
  expect(first).toMatchObject({ passed: false, blame: "scenario", warnings: [{ code: "no_agent" }] });
});

it("passes warnings on: of the file, and of what happened", async () => {
  const text = `name: Late\n${head}script:\n  - after: 10s\n    note: one\n  - at: 5s\n    note: two\n`;
  const { first } = await runStory(text);
  expect(first.passed).toBe(true);
  expect(first.warnings.map(({ code }) => code)).toContain("already_past");
});

it("writes a journal of each run, which ends where the run ends", async () => {
  const folder = folderWith({ "a story.yaml": story });
  const journal = join(folder, "journals");
  const { results } = await run({ paths: [folder], command: node("polling.js"), repeat: 2, journal });
  const sums = readdirSync(journal)
    .sort()
    .map((file) =>
      createHash("sha256")
        .update(readFileSync(join(journal, file)))
        .digest("hex"),
    );
  expect(sums).toEqual(results.map(({ runHash }) => runHash));
});

it("writes a journal of its own for each file, however alike their names", async () => {
  const quiet = "version: 1\nname: Nothing happens\n";
  const folder = folderWith({ "a b.yaml": quiet, "a-b.yaml": quiet, "日本.yaml": quiet, "電話.yaml": quiet });
  const journal = join(folder, "journals");
  const { results } = await run({ paths: [folder], journal });
  const names = readdirSync(journal).map((name) => name.replace(/^.*ringback-runner-\w+-/, ""));
  expect(results).toHaveLength(4);
  expect(names.toSorted()).toEqual(["a-b.jsonl", "a-b~2.jsonl", "日本.jsonl", "電話.jsonl"]);
});

it("says so when the folder for journals is none", async () => {
  const folder = folderWith({ "a.yaml": story, taken: "" });
  const refusal = run({ paths: [folder], journal: join(folder, "taken") });
  await expect(refusal).rejects.toMatchObject({ name: "RingbackError" });
  await expect(refusal).rejects.toThrow("taken cannot be a folder: EEXIST");
});

it("keeps the world of a scenario that failed, and lets nobody in without its token", async () => {
  const folder = folderWith({ "a.yaml": story, "b.yaml": story });
  const { held, first, results } = await run({ paths: [folder], hold: true });
  if (held === undefined) throw new Error("Nothing is held.");
  expect(results).toHaveLength(1);
  expect(first.heldAt).toBe(held.url);
  const events = (headers: Record<string, string>) => fetch(`${held.url}/_ringback/events`, { headers });
  expect((await events({})).status).toBe(401);
  const answer = await events({ authorization: `Bearer ${held.controlToken}` });
  expect(await answer.text()).toContain("message.received");
  await held.close();
  await expect(events({})).rejects.toThrow("fetch failed");
});

it("keeps nothing of a scenario that passed", async () => {
  const { held, first } = await runStory(`name: Fine\n${head}`, { hold: true });
  expect(held).toBeUndefined();
  expect(first.heldAt).toBeUndefined();
});

it("ends its agents and begins nothing more when somebody breaks it off", async () => {
  const folder = folderWith({ "a.yaml": story, "b.yaml": story });
  const started = join(folder, "started");
  const interruption = new AbortController();
  const told: ScenarioResult[] = [];
  const command = [
    process.execPath,
    "-e",
    "require('node:fs').writeFileSync(process.argv[1], String(process.pid)); console.log('up'); setInterval(() => {}, 9999)",
    started,
  ];
  const { report } = await runScenarios(
    { paths: [folder], command, jobs: 1 },
    {
      realTime: hostTime,
      interrupted: interruption.signal,
      begins: () => {},
      ended: (result) => told.push(result),
      onOutput: () => interruption.abort(),
    },
  );
  expect(report).toMatchObject({ results: [], exitCode: 130 });
  expect(told).toEqual([]);
  expect(existsSync(started)).toBe(true);
  expect(() => process.kill(Number(readFileSync(started, "utf8")), 0)).toThrow("ESRCH");
});

it("tells which faults struck, and what they did, so that nobody looks for them in the agent", async () => {
  const text = `${story}faults:
  - { name: outage, api: store.services.list, times: 1, answer: { status: 503 } }
`;
  const { first } = await runStory(text, { command: node("polling.js") });
  expect(first).toMatchObject({
    passed: false,
    blame: "agent",
    faults: ["The fault outage at store.services.list struck once: it answered 503, and nothing was done."],
  });
});
