// `npm run bench`: ringback beside a bare node:http server in the same run, as ratios against the budgets.
// The server runs on one core, the client on another. Nothing but this machine's loopback is a target.
import { spawnSync } from "node:child_process";
import { ask, compare, json, median, round, tell, verdict } from "./compare.js";
import { measureMessages } from "./messages.js";
import { measureIdleMemory, measureStart, tellStart } from "./start.js";
import { measureCalls } from "./voice.js";
import { canPin, runToEnd } from "./server.js";

if (canPin) spawnSync("taskset", ["-c", "-p", "1", String(process.pid)]);

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

tellStart(await measureStart(), await measureIdleMemory());

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
