// `npm run bench`: ringback beside a bare node:http server in the same run, as ratios against the budgets.
// The server runs on one core, the client on another. Nothing but this machine's loopback is a target.
import { setTimeout as pause } from "node:timers/promises";
import { spawnSync } from "node:child_process";
import {
  ask,
  bareArgs,
  compare,
  json,
  median,
  ringbackArgs,
  round,
  rounds,
  tell,
  verdict,
} from "./compare.js";
import { measureMessages } from "./messages.js";
import { measureCalls } from "./voice.js";
import { canPin, runToEnd, startServer } from "./server.js";

if (canPin) spawnSync("taskset", ["-c", "-p", "1", String(process.pid)]);

const measureStart = async (args, path) => {
  const times = [];
  for (let index = 0; index < rounds * 2 + 1; index += 1) {
    const server = await startServer(args);
    const response = await fetch(`${server.url}${path}`);
    if (response.status !== 200) throw new Error(`The first answer was ${response.status}.`);
    times.push(server.sinceSpawn());
    await server.stop();
  }
  return { median: round(median(times), 0), fastest: round(Math.min(...times), 0) };
};

const measureMemory = async (args) => {
  const server = await startServer(args);
  await pause(1500);
  const megabytes = server.residentMegabytes();
  await server.stop();
  return round(megabytes, 0);
};

// The first plays pay for compiling the code; they are told apart, and the median is of those that found it compiled.
const warmUps = 10;
const measureDay = () => {
  const times = runToEnd(["bench/scenario.js", String(warmUps + 21)]);
  const all = (part) => times.slice(warmUps).map((time) => time[part]);
  // The fastest of each, since only those are the machine's own: a round in which it did something else tells nothing.
  const fastest = Math.min(...all("play"));
  const bare = Math.min(...all("bare"));
  return {
    play: round(median(all("play")), 1),
    first: round(times[0].play, 0),
    fastest: round(fastest, 1),
    bare: round(bare, 1),
    ratio: round(fastest / bare, 1),
    read: round(median(all("read")), 0),
  };
};

// A number with an inbox of so many texts and a wallet that outlasts the top-ups.
const prepare = async (server, texts) => {
  const line = { provider: "store", country: "US", locality: "new-york" };
  const { number, serviceId } = JSON.parse(await ask(server, "POST", "/_ringback/lines", line));
  for (let index = 0; index < texts; index += 1) {
    const text = { from: "+14155550123", to: number, body: `Your verification code is ${100000 + index}` };
    await ask(server, "POST", "/_ringback/people/text", text);
  }
  await ask(server, "PUT", "/_ringback/accounts/acct_001/wallet", { walletUsd: 999_999_999 });
  return `/v1/agent/services/${serviceId}/phone`;
};

const headersOf = (server) => ({ authorization: `Bearer ${server.agent.AGENT_STORE_AGENT_API_KEY}` });
const listRequest = async (server) => ({
  method: "GET",
  path: `${await prepare(server, 20)}/messages`,
  headers: headersOf(server),
  body: "",
});
const topupRequest = async (server) => ({
  method: "POST",
  path: `${await prepare(server, 0)}/topups`,
  headers: { ...headersOf(server), ...json },
  body: '{"amountUsd":0.01}',
});

const start = await measureStart([...ringbackArgs, "--json"], "/_ringback/health");
const bareStart = await measureStart(bareArgs, "/");
console.log(
  `start to first 200: ${start.median} ms (fastest ${start.fastest}); bare node:http ${bareStart.median} (${bareStart.fastest}); budget 80: ${verdict(start.median <= 80)}`,
);

const memory = await measureMemory([...ringbackArgs, "--json"]);
const bareMemory = await measureMemory(bareArgs);
console.log(`idle memory: ${memory} MB; bare ${bareMemory} MB; budget 60: ${verdict(memory <= 60)}`);

const day = measureDay();
console.log(
  `24 virtual hours, 1,000 steps: ${day.play} ms (fastest ${day.fastest}, first ${day.first}); budget 50: ${verdict(day.play <= 50)}; its events as JSON and SHA-256 alone ${day.bare}, ratio of the fastest ${day.ratio}; reading it ${day.read} ms`,
);

const idle = runToEnd(["bench/worlds.js"]);
const isQuick = idle.create < 1 && idle.reset < 1;
console.log(
  `1,000 idle worlds: ${round(idle.megabytes, 0)} MB, ${round(idle.megabytesEach * 1024, 0)} KB each; budget 200: ${verdict(idle.megabytes < 200)}; new ${round(idle.create)} ms, reset ${round(idle.reset)} ms; budget 1: ${verdict(isQuick)}`,
);

for (const [name, request, budget] of [
  ["GET message list, 20 texts", listRequest, 0.6],
  ["POST top-up", topupRequest, 0.4],
])
  tell(await compare(name, request), budget);
await measureMessages();
await measureCalls();
console.log(
  canPin ? "Server on core 0, client on core 1." : "No taskset here: server and client shared the cores.",
);
