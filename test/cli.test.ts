import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { commands } from "../src/cli/commands.ts";
import type { RingbackConfig } from "../src/runtime/config.ts";
import type { Ringback } from "../src/runtime/create-ringback.ts";
import { ringbackHere } from "./support/command-here.ts";
import type { RequestNews } from "../src/surfaces/rest/http-door.ts";
import { buildOnce, CommandLine, ringback, ringbackBin } from "./support/command-line.ts";
import { startRingback } from "./support/store-client.ts";

beforeAll(buildOnce, 120_000);

const inbox = "+12125550186";
const acme = "+14155550123";

const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "ringback-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

/** A ringback on a free port whose time stands still, told in JSON, and the environment it announced. */
const start = async (...flags: readonly string[]) => {
  const server = new CommandLine(["start", "--port", "0", "--clock", "manual", "--json", ...flags]);
  onTestFinished(() => server[Symbol.asyncDispose]());
  const ready = JSON.parse(await server.line()) as {
    event: string;
    url: string;
    pid: number;
    env: Record<string, string>;
  };
  return { server, ...ready };
};

/** The same in this process, for commands that only talk to it. */
const open = async (config: RingbackConfig = {}): Promise<Ringback> => {
  const opened = await startRingback({ clock: "manual", ...config });
  onTestFinished(() => opened.close());
  return opened;
};

const addInbox = async (url: string): Promise<void> => {
  const request = { provider: "store", country: "US", number: inbox };
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${url}/_ringback/lines`, {
    method: "POST",
    headers,
    body: JSON.stringify(request),
  });
  expect(answer.status).toBe(201);
};

describe("start", () => {
  it("says how agents get there, then a line for each request, and ends cleanly on SIGTERM", async () => {
    await using server = new CommandLine(["start", "--port", "0", "--clock", "manual"]);
    const [, url] = /^ringback \S+ listens on (\S+),/.exec(await server.line()) ?? [];
    expect(await server.line()).toBe("");
    expect(await server.line()).toBe(`export RINGBACK_URL=${url}`);
    expect(await server.line()).toBe(`export AGENT_STORE_API_BASE_URL=${url}/v1/agent`);
    expect(await server.line()).toMatch(/^export AGENT_STORE_AGENT_API_KEY=ask_live_main\w+\.\w+$/);
    expect(await server.line()).toBe(`export AGENT_STORE_MCP_URL=${url}/mcp/store`);
    expect(await server.line()).toBe(`export AGENTPHONE_BASE_URL=${url}`);
    expect(await server.line()).toMatch(/^export AGENTPHONE_API_KEY=sk_live_main_\w+$/);
    expect(await server.line()).toBe(`export AGENTPHONE_MCP_URL=${url}/mcp/agentphone`);
    expect(await server.line()).toBe("");
    await fetch(`${url}/_ringback/health`);
    expect(await server.line()).toBe("2026-04-01T10:22:00.000Z GET /_ringback/health 200 control.health");
    await fetch(`${url}/v1/agent/services`);
    expect(await server.line()).toBe(
      "2026-04-01T10:22:00.000Z GET /v1/agent/services 401 store.services.list Send the header Authorization: Bearer <agent key>.",
    );
    server.signal("SIGTERM");
    expect(await server.ended()).toMatchObject({ code: 0, stderr: "" });
  });

  it("lets an answer under way leave when it is told to end", async () => {
    const { server, url } = await start();
    const answer = fetch(`${url}/_ringback/people/text`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ from: acme, to: inbox, body: "hello" }),
    });
    await fetch(`${url}/_ringback/health`);
    server.signal("SIGTERM");
    expect((await answer).status).toBe(404);
    expect((await server.ended()).code).toBe(0);
  });

  it("writes a ready file that is whole when it appears and gone at the end, and nothing else with --quiet", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "ready.json");
    const watcher = watch(folder);
    onTestFinished(() => watcher.close());
    const appeared = new Promise<void>((resolve) => {
      watcher.on("change", () => existsSync(file) && resolve());
    });
    await using server = new CommandLine(["start", "--port", "0", "--quiet", "--ready-file", file]);
    await appeared;
    const { url, pid, env } = JSON.parse(readFileSync(file, "utf8")) as {
      url: string;
      pid: number;
      env: Record<string, string>;
    };
    expect((await fetch(`${url}/_ringback/health`)).status).toBe(200);
    expect(Object.keys(env).sort()).toEqual([
      "AGENTPHONE_API_KEY",
      "AGENTPHONE_BASE_URL",
      "AGENTPHONE_MCP_URL",
      "AGENT_STORE_AGENT_API_KEY",
      "AGENT_STORE_API_BASE_URL",
      "AGENT_STORE_MCP_URL",
      "RINGBACK_URL",
    ]);
    process.kill(pid, "SIGINT");
    expect(await server.ended()).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(existsSync(file)).toBe(false);
  });

  it("prints JSON lines with --json, the first when it is ready", async () => {
    const { server, event, url, env, pid } = await start();
    expect({ event, pid }).toEqual({ event: "ready", pid: expect.any(Number) as number });
    expect(env["AGENT_STORE_API_BASE_URL"]).toBe(`${url}/v1/agent`);
    await fetch(`${url}/nothing`);
    expect(JSON.parse(await server.line())).toEqual({
      event: "request",
      at: "2026-04-01T10:22:00.000Z",
      method: "GET",
      path: "/nothing",
      status: 404,
      world: "main",
      why: expect.stringContaining("Nothing is at /nothing") as string,
    });
  });

  it("goes on serving when nobody reads its output any more", async () => {
    const { server, url } = await start();
    server.turnAway();
    for (let request = 0; request < 3; request += 1) {
      expect((await fetch(`${url}/_ringback/health`)).status).toBe(200);
    }
    server.signal("SIGTERM");
    expect((await server.ended()).code).toBe(0);
  });

  it("ends on SIGTERM although what it printed was never read", async () => {
    const { server, url, pid } = await start();
    server.stopReading();
    for (let count = 0; count < 40; count += 1) await fetch(`${url}/${"x".repeat(12_000)}`);
    server.signal("SIGTERM");
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow("ESRCH"), 10_000);
    server.readOn();
    expect(await server.ended()).toMatchObject({ code: 0, stderr: "" });
  });

  it("takes clock, start and seed from the scenario, unless a flag says otherwise", async () => {
    const scenario = join(temporaryFolder(), "story.yaml");
    writeFileSync(
      scenario,
      "version: 1\nname: A story\nseed: 7\nclock: { mode: manual, start: 2026-05-01T00:00:00Z }\nscript:\n  - note: It begins.\n",
    );
    const clockOf = async (url: string): Promise<object> =>
      (await (await fetch(`${url}/_ringback/clock`)).json()) as object;
    const keyOf = ({ env }: { env: Record<string, string> }) => env["AGENT_STORE_AGENT_API_KEY"];
    const launch = async (...flags: readonly string[]) => {
      const server = new CommandLine(["start", "--port", "0", "--json", ...flags]);
      onTestFinished(() => server[Symbol.asyncDispose]());
      return JSON.parse(await server.line()) as { url: string; env: Record<string, string> };
    };
    const told = await launch("--scenario", scenario);
    expect(await clockOf(told.url)).toMatchObject({ mode: "manual", now: "2026-05-01T00:00:00.000Z" });
    expect(keyOf(await launch("--seed", "7"))).toBe(keyOf(told));

    const flags = ["--seed", "8", "--clock", "auto", "--start", "2026-06-01T12:00:00+02:00"];
    const overruled = await launch("--scenario", scenario, ...flags);
    expect(await clockOf(overruled.url)).toMatchObject({ mode: "auto", now: "2026-06-01T10:00:00.000Z" });
    expect(keyOf(overruled)).not.toBe(keyOf(told));
  });

  it("leaves the journal of a ringback that runs alone when its port is in use", async () => {
    const journal = join(temporaryFolder(), "journal.jsonl");
    const { url } = await start("--journal", journal);
    await addInbox(url);
    const before = readFileSync(journal, "utf8");
    const second = await ringback(["start", "--port", new URL(url).port, "--journal", journal]);
    expect(second.code).toBe(2);
    expect(readFileSync(journal, "utf8")).toBe(before);
  });

  it("says that a port is in use and how to choose another, and exits 2", async () => {
    const { url } = await start();
    const { code, stdout, stderr } = await ringback(["start", "--port", new URL(url).port]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^Port \d+ of 127\.0\.0\.1 is in use\. Choose another with --port.*\n$/);
  });

  it("points at the mistakes of a scenario, with place, line, caret and cure, and exits 2", async () => {
    const scenario = join(temporaryFolder(), "broken.yaml");
    writeFileSync(
      scenario,
      `version: 1\nname: Broken\nscript:\n  - sms: { from: acme, to: ${inbox}, body: Hi }\n`,
    );
    const { code, stdout, stderr } = await ringbackHere(["start", "--port", "0", "--scenario", scenario]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(`${scenario}:4:18 unknown_name`);
    expect(stderr).toMatch(/ {4}- sms: \{ from: acme,.*\n +\^\^\^\^\n/);
    expect(stderr).toContain("Add it to `people`");
  });

  it("points at the first byte of a scenario that is no UTF-8", async () => {
    const scenario = join(temporaryFolder(), "latin.yaml");
    writeFileSync(scenario, "version: 1\nname: Caf\u00e9\n", "latin1");
    const { code, stderr } = await ringbackHere(["start", "--port", "0", "--scenario", scenario]);
    expect([code, stderr]).toEqual([
      2,
      `${scenario}:2:10 not_utf8 Here stands a byte that is no UTF-8.\n  name: Caf\ufffd\n           ^\n  Save the file as UTF-8.\n`,
    ]);
  });

  it("asks for a token of its own making where others could reach the controls", async () => {
    const { env } = await start("--host", "0.0.0.0");
    const token = env["RINGBACK_CONTROL_TOKEN"] ?? "";
    const url = env["RINGBACK_URL"] ?? "";
    expect(token).toMatch(/^[0-9a-f]{32}$/);
    expect((await ringback(["events", "--url", url])).code).toBe(1);
    expect((await ringback(["events", "--url", url, "--token", token])).code).toBe(0);
  });
});

describe("text, otp, call and events", () => {
  it("text, send codes and call as somebody, and tell what happened", async () => {
    const { url } = await open();
    await addInbox(url);
    const env = { RINGBACK_URL: url };
    const say = async (...args: readonly string[]) => {
      const { code, stdout, stderr } = await ringbackHere(args, env);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      return stdout.trimEnd();
    };
    expect(await say("text", "--to", inbox, "Your", "table", "is ready")).toBe(
      `${acme} texted ${inbox}: “Your table is ready” (msg_001)`,
    );
    expect(await say("otp", "--to", inbox, "--code", "834921", "--expires-in", "5m")).toBe(
      `${acme} texted ${inbox} the code 834921, good until 2026-04-01T10:27:00.000Z (msg_002)`,
    );
    const drawn = await say("otp", "--to", inbox, "--digits", "8", "--text", "Code: ${code}", "--json");
    expect(JSON.parse(drawn)).toMatchObject({ code: expect.stringMatching(/^\d{8}$/) as string });
    expect(await say("call", "--to", inbox, "--from", "+442030000123", "--rings", "20s")).toBe(
      `+442030000123 called ${inbox}: ringing (call_001)`,
    );
    expect(JSON.parse(await say("call", "--to", inbox, "--missed", "--json"))).toEqual({
      callId: "call_002",
      status: "missed",
    });

    const texts = await say("events", "--type", "message.received");
    expect(texts.split("\n")).toHaveLength(3);
    expect(texts).toMatch(/^#\d+ 2026-04-01T10:22:00\.000Z message\.received line=\+12125550186 /);
    expect(texts).toContain('body="Your table is ready"');
    const page = await say("events", "--type", "otp.issued", "--limit", "1", "--json");
    expect(JSON.parse(page)).toMatchObject({ events: [{ type: "otp.issued", code: "834921" }] });
  });

  it("follow events until they have seen enough, or until Ctrl-C", async () => {
    const { url } = await open();
    await addInbox(url);
    const env = { RINGBACK_URL: url };
    const follow = ["events", "--follow", "--type", "message.received", "--json"];
    await using endless = new CommandLine(follow, env);
    await using limited = new CommandLine([...follow, "--limit", "2"], env);
    for (const body of ["one", "two"]) {
      await ringbackHere(["text", "--to", inbox, body], env);
      expect(JSON.parse(await endless.line())).toMatchObject({ type: "message.received", body });
    }
    const { code, stdout } = await limited.ended();
    expect({ code, lines: stdout.trimEnd().split("\n").length }).toEqual({ code: 0, lines: 2 });
    endless.signal("SIGINT");
    expect(await endless.ended()).toMatchObject({ code: 0, stderr: "" });
  });

  it("say so when the ringback they follow ends", async () => {
    const { server, url } = await start();
    await using following = new CommandLine(["events", "--follow", "--url", url]);
    expect(await following.line()).toContain("account.created");
    server.signal("SIGTERM");
    expect(await following.ended()).toMatchObject({
      code: 1,
      stderr: "The events have ended: ringback, or this world of it, is gone.\n",
    });
  });

  it("act in the world that is named", async () => {
    const { url } = await open();
    await fetch(`${url}/_ringback/worlds`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name: "w1" }),
    });
    await addInbox(`${url}/w/w1`);
    const text = ["text", "--url", url, "--to", inbox, "hello"];
    expect((await ringbackHere([...text, "--world", "w1"])).code).toBe(0);
    const { code, stderr } = await ringbackHere(text);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(inbox) as string });
  });

  it("print the server's own sentence when it refuses", async () => {
    const { url } = await open({ controlToken: "s3cret" });
    const { code, stdout, stderr } = await ringbackHere(["events", "--url", url]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^ringback's controls need their token here.*\n$/);
    const env = { RINGBACK_URL: url, RINGBACK_CONTROL_TOKEN: "s3cret" };
    expect((await ringbackHere(["events"], env)).code).toBe(0);
  });

  it("say how to start one when none answers", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.close();
    const { code, stdout, stderr } = await ringbackHere(["text", "--url", url, "--to", inbox, "hello"]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(`No ringback answers at ${url}. Start one with: ringback start.`);
  });
});

describe("wait", () => {
  it("prints the event, the answer or only the code, also of what is still to come", async () => {
    const { url } = await open();
    await addInbox(url);
    const env = { RINGBACK_URL: url };
    const texts = ["wait", "message.received", "--to", inbox];
    await using waiting = new CommandLine([...texts, "--code", "--timeout", "10m"], env);
    await ringbackHere(["otp", "--to", inbox, "--code", "834921"], env);
    expect(await waiting.ended()).toEqual({ code: 0, stdout: "834921\n", stderr: "" });

    const { stdout } = await ringbackHere([...texts, "--from", "+1415*", "--contains", "code"], env);
    expect(stdout).toMatch(/^#\d+ 2026-04-01T10:22:00\.000Z message\.received line=\+12125550186 .*\n$/);
    const json = await ringbackHere(["wait", "otp.issued", "--where", "code=834921", "--json"], env);
    expect(JSON.parse(json.stdout)).toMatchObject({ event: { type: "otp.issued" }, code: "834921" });
  });

  it("exits 1 and says what came nearest when time is over", async () => {
    const { url } = await open();
    await addInbox(url);
    const wait = ["wait", "line.rented", "--where", "line=+12125550187", "--timeout", "0s", "--url", url];
    const { code, stdout, stderr } = await ringbackHere(wait);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("its line is +12125550186, not +12125550187.");
    expect(await ringbackHere(["wait", "line.rented", "--code", "--url", url])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("holds no code") as string,
    });
  });
});

it.each([
  ["wait message.recieved", "There is no event message.recieved. Did you mean message.received?"],
  ["wait dinner", "There is no event dinner. The page docs/control.md lists those there are."],
  ["events --type call.misssed", "There is no event call.misssed. Did you mean call.missed?"],
  ["events --follow --type call.misssed", "There is no event call.misssed. Did you mean call.missed?"],
])("looks for no event that never happens: %s", async (line, sentence) => {
  const { url } = await open();
  const ended = await ringbackHere([...line.split(" "), "--url", url]);
  expect(ended).toEqual({ code: 2, stdout: "", stderr: `${sentence}\n` });
});

describe("mcp", () => {
  const connect = async (env: Readonly<Record<string, string>>, tools = "store"): Promise<Client> => {
    const client = new Client({ name: "test", version: "1" });
    const { PATH = "" } = process.env;
    const args = [ringbackBin, "mcp", "--tools", tools];
    await client.connect(
      new StdioClientTransport({ command: process.execPath, args, env: { PATH, ...env } }),
    );
    onTestFinished(() => client.close());
    return client;
  };

  it("serves the store's tools out of a world of its own", async () => {
    const client = await connect({});
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toContain("catalog_search");
    const { structuredContent } = await client.callTool({
      name: "catalog_search",
      arguments: { category: "telephony" },
    });
    expect(structuredContent).toMatchObject({ items: [{ id: "cat_phone_global_001" }] });
  });

  it("passes calls on to the store that the environment names", async () => {
    const answered: RequestNews[] = [];
    const { url, env } = await open({ onAnswer: (news) => void answered.push(news) });
    const client = await connect({ RINGBACK_URL: url, ...env });
    await client.callTool({ name: "catalog_search", arguments: {} });
    expect(answered).toMatchObject([{ operation: "store.catalog.search", status: 200 }]);
  });

  it("serves AgentPhone's tools out of a world of its own, beside the store's where all are wanted", async () => {
    const client = await connect({}, "agentphone");
    expect((await client.listTools()).tools).toHaveLength(28);
    const { content } = await client.callTool({ name: "list_contacts", arguments: {} });
    expect(content).toEqual([{ type: "text", text: "No contacts found." }]);
    const all = await connect({}, "all");
    expect((await all.listTools()).tools).toHaveLength(13 + 28);
  });

  it("passes calls on to the AgentPhone that the environment names, and serves nothing apart from it", async () => {
    const answered: RequestNews[] = [];
    const { env } = await open({ onAnswer: (news) => void answered.push(news) });
    const { AGENTPHONE_BASE_URL = "", AGENTPHONE_API_KEY = "" } = env;
    const client = await connect({ AGENTPHONE_BASE_URL, AGENTPHONE_API_KEY }, "all");
    expect((await client.listTools()).tools).toHaveLength(28);
    await client.callTool({ name: "list_agents", arguments: {} });
    expect(answered).toMatchObject([{ operation: "agentphone.agents.list", status: 200 }]);
  });

  it("passes on what is asked of the controls to the ringback that runs", async () => {
    const { url, env } = await open({ controlToken: "s3cret" });
    const client = await connect({ RINGBACK_URL: url, ...env, RINGBACK_CONTROL_TOKEN: "s3cret" }, "control");
    await client.callTool({
      name: "line_create",
      arguments: { provider: "store", country: "US", number: inbox },
    });
    await client.callTool({ name: "person_text", arguments: { from: acme, to: inbox, body: "hello" } });
    const wait = { type: "message.received", to: inbox, "contains.body": "ell" };
    const { structuredContent } = await client.callTool({ name: "wait", arguments: wait });
    expect(structuredContent).toMatchObject({ event: { body: "hello" } });
  });

  it("exits 2 with a sentence when the environment names no usable store", async () => {
    const { code, stdout, stderr } = await ringback(["mcp"], { AGENT_STORE_API_BASE_URL: "nowhere" });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^AGENT_STORE_API_BASE_URL is nowhere, which is no URL\./);
  });
});

describe("the command line", () => {
  it("ends its process with the exit code, after all it had to say", async () => {
    expect(await ringback(["--version"])).toMatchObject({ code: 0, stdout: /^\d+\.\d+\.\d+.*\n$/ });
    const said = { code: 2, stdout: "", stderr: "ringback has no command strat. Did you mean start?\n" };
    expect(await ringback(["strat"])).toEqual(said);
  });

  it.each([
    ["start --prot 3", "start has no --prot. Did you mean --port?"],
    ["start --port", "--port needs a value: --port PORT."],
    ["start --port --quiet", "--port needs a value: --port PORT."],
    ["start --port 70000", "--port is a whole number from 0 to 65535, not 70000."],
    ["start --quiet=yes", "--quiet takes no value. See ringback start --help."],
    ["start now", "start takes no words, and “now” is one. See ringback start --help."],
    [
      "exec node agent.js",
      "exec takes no words, and “node” is one. The COMMAND stands after --. See ringback exec --help.",
    ],
    [
      "start --clock aut",
      "--clock is auto, real, manual or a factor such as 60x, not aut. Did you mean auto?",
    ],
    [
      "start --start 2026-04-01",
      "--start: `2026-04-01` is not a moment in ISO form. Write `2026-04-01T00:00:00Z`. Or write now.",
    ],
    [
      "start --cors localhost",
      "--cors is a web origin such as http://localhost:3000, without a path, not localhost.",
    ],
    ["text hello", "This needs --to NUMBER. --help shows an example."],
    ["text --to +12125550186", "This needs the text itself, after the flags."],
    [
      "call --to +12125550186 --rings 20",
      "--rings is a length of time, and 20 is none. Write 20s for seconds.",
    ],
    ["wait", "This needs the name of one event: ringback wait message.received."],
    [
      "wait call.missed --where line",
      "--where is a field and its value, such as line=+12125550186, not line.",
    ],
    ["otp --to +12125550186 --digits six", "--digits is a whole number from 4 to 8, not six."],
    ["events --url localhost", "localhost is no address of a ringback. Write it like http://127.0.0.1:5550."],
    ["mcp --tools stor", "--tools is one of store, agentphone, all, control, not stor. Did you mean store?"],
  ])("answers `%s` with a sentence and exits 2", async (line, sentence) => {
    expect(await ringbackHere(line.split(" "))).toEqual({ code: 2, stdout: "", stderr: `${sentence}\n` });
  });

  it.each([["--version"], ["-v"], ["start", "--version"]])(
    "prints the version of the package: %s",
    async (...args) => {
      const packed = JSON.parse(readFileSync(join(import.meta.dirname, "../package.json"), "utf8")) as {
        version: string;
      };
      expect(await ringbackHere(args)).toEqual({ code: 0, stdout: `${packed.version}\n`, stderr: "" });
    },
  );

  it.each(Object.keys(commands))("helps with %s: every flag and an example", async (name) => {
    const { options } = (await commands[name]?.()) ?? { options: {} };
    const { code, stdout } = await ringbackHere([name, "--help"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`Examples:\n +.*ringback ${name}`));
    for (const option of Object.keys(options)) expect(stdout).toContain(`--${option} `);
  });

  it("lists every command when asked for nothing", async () => {
    const { code, stdout } = await ringbackHere([]);
    expect(code).toBe(0);
    for (const name of Object.keys(commands)) expect(stdout).toContain(`ringback ${name}`);
  });
});

it("ends when npm's shell, which started it, ends without passing the signal on", async () => {
  const script = `"${process.execPath}" "${ringbackBin}" start --port 0 --json; true`;
  const shell = spawn("sh", ["-c", script], { env: { ...process.env, npm_lifecycle_event: "start" } });
  const closed = new Promise<void>((resolve) => shell.once("close", () => resolve()));
  const [first] = (await once(shell.stdout, "data")) as [Buffer];
  const { url } = JSON.parse(first.toString()) as { url: string };
  shell.kill("SIGKILL");
  // Its output closes when the last process that holds it has ended.
  await closed;
  await expect(fetch(url)).rejects.toThrow("fetch failed");
});

it("points at a step that is fixed to a moment before time begins", async () => {
  const file = join(temporaryFolder(), "early.yaml");
  const step = "  - at: 2020-01-01T00:00:00Z\n    note: long ago\n";
  writeFileSync(file, `version: 1\nname: early\nscript:\n${step}`);
  const { code, stderr } = await ringbackHere([
    "start",
    "--port",
    "0",
    "--clock",
    "auto",
    "--scenario",
    file,
  ]);
  expect(code).toBe(2);
  expect(stderr).toContain(`${file}:4:9 before_start`);
  expect(stderr).toContain("    - at: 2020-01-01T00:00:00Z");
  expect(stderr).toContain("^^^");
});
