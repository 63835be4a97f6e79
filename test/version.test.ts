import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { CommandLine, type Ended, type Launch, ringback } from "./support/command-line.ts";
import { openReceiver } from "./support/webhook-receiver.ts";

const root = resolve(import.meta.dirname, "..");
// Below the package, where the files lie that come with it.
const folder = mkdtempSync(join(root, "node_modules/.ringback-version-"));
const bin = join(folder, "bin.js");
const launch: Launch = { program: [process.execPath, bin] };
const other = "98.76.54-other";

// Whoever has the version from anywhere but the build does not say this one.
beforeAll(async () => {
  const build = ["scripts/build.js", "--into", folder, "--version", other];
  await promisify(execFile)(process.execPath, build, { cwd: root });
  writeFileSync(bin, 'import { main } from "./cli.js";\nvoid main(process.argv.slice(2));\n');
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: readonly string[]): Promise<Ended> => ringback(args, {}, launch);

it("says the version of the build wherever it says one while it runs", async () => {
  const files = { ready: join(folder, "ready.json"), journal: join(folder, "journal.jsonl") };
  await using server = new CommandLine(
    ["start", "--port", "0", "--json", "--ready-file", files.ready, "--journal", files.journal],
    {},
    launch,
  );
  const ready = JSON.parse(await server.line()) as { version: string; url: string };
  const { url } = ready;
  const read = async (path: string): Promise<string> => (await fetch(`${url}${path}`)).text();
  const readJson = async (path: string) => JSON.parse(await read(path)) as Record<string, unknown>;
  expect(ready.version).toBe(other);
  expect(JSON.parse(readFileSync(files.ready, "utf8"))).toMatchObject({ version: other });
  expect(JSON.parse(readFileSync(files.journal, "utf8").split("\n")[0] ?? "")).toMatchObject({
    version: other,
  });
  expect(await readJson("/_ringback/health")).toMatchObject({ version: other });
  expect(await readJson("/_ringback/metrics")).toMatchObject({ version: other });
  for (const api of ["store", "agentphone", "control"]) {
    expect((await readJson(`/_ringback/openapi/${api}.json`))["info"]).toMatchObject({ version: other });
  }
  expect(await read("/")).toContain(`>${other}<`);
  expect(await read("/_ringback/skill.md")).toContain(`(ringback ${other})`);

  const client = new Client({ name: "test", version: "1" });
  onTestFinished(() => client.close());
  await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp/control`)));
  expect(client.getServerVersion()).toMatchObject({ name: "ringback", version: other });
});

it("signs what it sends to webhooks with it", async () => {
  await using receiver = await openReceiver();
  const story = join(folder, "story.yaml");
  writeFileSync(
    story,
    `version: 1
name: Somebody texts
people: { nina: { number: +14155550177 } }
agents: { support: { webhook: "${receiver.url}" } }
lines: { desk: { provider: agentphone, country: US, number: +14155550186, agent: support } }
script:
  - sms: { from: nina, to: desk, body: Hello }
`,
  );
  const junit = join(folder, "junit.xml");
  const { stdout } = await run("test", story, "--report", "json", "--report", `junit=${junit}`);
  expect(JSON.parse(stdout)).toMatchObject({ ringback: other });
  expect(readFileSync(junit, "utf8")).toContain(`<property name="ringback" value="${other}"/>`);
  expect(receiver.received.map(({ headers }) => headers["user-agent"])).toEqual([`ringback/${other}`]);
});

it("says it on the command line, to tools over stdio, and in what it writes", async () => {
  expect(await run("--version")).toMatchObject({ code: 0, stdout: `${other}\n` });
  await using server = new CommandLine(["start", "--port", "0"], {}, launch);
  expect(await server.line()).toContain(`ringback ${other} listens on`);
  await run("init", join(folder, "project"));
  const workflow = readFileSync(join(folder, "project/.github/workflows/phone.yml"), "utf8");
  expect(workflow).toContain(`ringback@${other}`);
  const client = new Client({ name: "test", version: "1" });
  onTestFinished(() => client.close());
  const args = [bin, "mcp", "--tools", "all"];
  await client.connect(new StdioClientTransport({ command: process.execPath, args }));
  expect(client.getServerVersion()).toMatchObject({ name: "ringback", version: other });
});
