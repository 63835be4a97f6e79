import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { beforeAll, expect, it, onTestFinished } from "vitest";
import { createRingback } from "../src/runtime/create-ringback.ts";
import { buildOnce, CommandLine } from "./support/command-line.ts";

beforeAll(buildOnce, 120_000);

const preload = pathToFileURL(resolve(import.meta.dirname, "../dist/preload.js")).href;

/** Writes a program to a file of its own, for a command to run. */
const fileOf = (program: string, name = "agent.mjs"): string => {
  const folder = mkdtempSync(join(tmpdir(), "ringback redirect-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, name), program);
  return join(folder, name);
};

const asksForServices = `
const answer = await fetch("https://ag3n7.store/v1/agent/services", { headers: { authorization: \`Bearer \${process.env.AGENT_STORE_AGENT_API_KEY}\` } });
console.log(answer.status, await answer.text());
`;

/** Runs a program that knows only the vendors' own addresses, against a ringback that holds a rented number with one text. */
const run = async (program: string) => {
  const answered: string[] = [];
  const ringback = await createRingback({
    port: 0,
    onAnswer: ({ method, path, status }) => answered.push(`${method} ${path} ${status}`),
  });
  onTestFinished(() => ringback.close());
  const { domain } = ringback.worlds.main;
  const service = await domain.services.rentPhone(domain.accounts.default(), {
    countryCode: "US",
    numberType: "local",
    capabilities: ["sms", "voice"],
    initialBalanceMinor: 1000,
  });
  await domain.people.text("+14155550123", service.lineId, "Your verification code is 834921");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", preload, "--input-type=module", "--eval", program.replaceAll("<service-id>", service.id)],
    { env: { ...ringback.env, RINGBACK_REDIRECT: ringback.url } },
  );
  return { printed: JSON.parse(stdout) as unknown, answered };
};

// These are the store page's own examples, word for word but for the line that prints.
it("sends the store page's fetch examples here", async () => {
  const { printed, answered } = await run(`
await fetch('https://ag3n7.store/v1/agent/services/<service-id>/phone/topups', {
method: 'POST',
headers: {
Authorization: \`Bearer \${process.env.AGENT_STORE_AGENT_API_KEY}\`,
'content-type': 'application/json',
},
body: JSON.stringify({
amountUsd: 15,
}),
});
const inbox = await fetch('https://ag3n7.store/v1/agent/services/<service-id>/phone/messages?limit=10&unreadOnly=true', {
headers: {
Authorization: \`Bearer \${process.env.AGENT_STORE_AGENT_API_KEY}\`,
},
}).then((res) => res.json());
 
const missed = await fetch('https://ag3n7.store/v1/agent/services/<service-id>/phone/missed-calls?limit=10', {
headers: {
Authorization: \`Bearer \${process.env.AGENT_STORE_AGENT_API_KEY}\`,
},
}).then((res) => res.json());
process.stdout.write(JSON.stringify({ inbox, missed }));
`);
  expect(printed).toMatchObject({
    inbox: { messages: [{ bodyPreview: "Your verification code is 834921" }] },
    missed: { calls: [] },
  });
  expect(answered).toEqual([
    "POST /v1/agent/services/svc_phone_001/phone/topups 201",
    "GET /v1/agent/services/svc_phone_001/phone/messages 200",
    "GET /v1/agent/services/svc_phone_001/phone/missed-calls 200",
  ]);
});

const authorization = "`Bearer ${process.env.AGENT_STORE_AGENT_API_KEY}`";
const print = "(body) => process.stdout.write(body)";

it.each([
  [
    "a Request object",
    `const request = new Request("https://ag3n7.store/v1/agent/quotes", { method: "POST", headers: { authorization: ${authorization}, "content-type": "application/json" }, body: "{}" });
     fetch(request).then((answer) => answer.text()).then(${print});`,
    "POST /v1/agent/quotes 400",
  ],
  [
    "https.get by name, with the address as text",
    `import { get } from "node:https"; import { text } from "node:stream/consumers";
     get("https://ag3n7.store/v1/agent/services?limit=1", { headers: { authorization: ${authorization}, Host: "ag3n7.store" } }, (answer) => text(answer).then(${print}));`,
    "GET /v1/agent/services 200",
  ],
  [
    "https.request with options and an agent of its own",
    `import https from "node:https"; import { text } from "node:stream/consumers";
     https.request({ hostname: "ag3n7.store", path: "/v1/agent/services", agent: new https.Agent({ keepAlive: true }), headers: ["authorization", ${authorization}, "host", "ag3n7.store"] }, (answer) => text(answer).then(${print})).end();`,
    "GET /v1/agent/services 200",
  ],
  [
    "AgentPhone's host",
    `fetch("https://api.agentphone.to/v1/calls").then((answer) => answer.text()).then(${print});`,
    "GET /v1/calls 401",
  ],
])("redirects %s", async (_name, program, request) => {
  const { answered } = await run(program);
  expect(answered).toEqual([request]);
});

it("leaves every other address alone", async () => {
  const { printed, answered } = await run(`
    import { createServer } from "node:http";
    const server = createServer((request, answer) => answer.end(JSON.stringify({ path: request.url }))).listen(0, "127.0.0.1", async () => {
      const answer = await fetch(\`http://127.0.0.1:\${server.address().port}/own?x=1\`);
      process.stdout.write(await answer.text());
      server.close();
    });`);
  expect(printed).toEqual({ path: "/own?x=1" });
  expect(answered).toEqual([]);
});

it("is what `ringback exec --redirect` loads into Node programs, and into those that they start", async () => {
  const agent = fileOf(asksForServices);
  await using command = new CommandLine([
    "exec",
    "--redirect",
    "--",
    "sh",
    "-c",
    `'${process.execPath}' '${agent}'`,
  ]);
  const { code, stdout } = await command.ended();
  expect({ code, stdout }).toEqual({ code: 0, stdout: '200 {"services":[]}\n' });
});

it("is what `ringback test --redirect` loads into an agent", async () => {
  const story = fileOf(
    "version: 1\nname: Asks once\nexpect: [request.answered: { operation: store.services.list }]\n",
    "story.yaml",
  );
  const agent = fileOf(asksForServices);
  await using command = new CommandLine(["test", story, "--redirect", "--", process.execPath, agent]);
  const { code, stderr } = await command.ended();
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});
