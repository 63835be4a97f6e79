// Texts at AgentPhone: listing those of a number, reading a thread and sending one, with nothing stored and with
// 100,000 texts in one thread. Run by `npm run bench`, or by itself.
import { spawnSync } from "node:child_process";
import { pathToFileURL } from "node:url";
import { ask, compare, json, tell } from "./compare.js";
import { load } from "./load.js";
import { canPin } from "./server.js";

const stored = Number(process.env.BENCH_MESSAGES ?? 100_000);
const page = 20;
const person = "+14155550123";

// A number that holds so many texts from one person.
const furnish = async (server, texts) => {
  const line = { provider: "agentphone", country: "US" };
  const { number, numberId } = JSON.parse(await ask(server, "POST", "/_ringback/lines", line));
  const url = `${server.url}/_ringback/people/text`;
  const body = JSON.stringify({ from: person, to: number, body: "Your order is on its way." });
  if (texts > 0) await load({ url, method: "POST", headers: json, body, seconds: 600, most: texts });
  return { number, numberId, headers: { authorization: `Bearer ${server.agent.AGENTPHONE_API_KEY}` } };
};

const listTexts = (texts) => async (server) => {
  const { numberId, headers } = await furnish(server, texts);
  return { method: "GET", path: `/v1/numbers/${numberId}/messages?limit=${page}`, headers, body: "" };
};

const readThread = (texts) => async (server) => {
  const { headers } = await furnish(server, texts);
  const { data } = await (await fetch(`${server.url}/v1/conversations`, { headers })).json();
  const path = `/v1/conversations/${data[0].id}?message_limit=${page}`;
  return { method: "GET", path, headers, body: "" };
};

const sendText = (texts) => async (server) => {
  const { number, headers } = await furnish(server, texts);
  const body = JSON.stringify({ from_number: number, to_number: person, body: "On my way." });
  return { method: "POST", path: "/v1/messages", headers: { ...headers, ...json }, body };
};

/** Measures them all, each against the bare server. */
export const measureMessages = async () => {
  for (const [name, prepare, budget] of [
    [`GET message list of ${page}`, listTexts(page), 0.6],
    [`GET message list of ${page} from ${stored}`, listTexts(stored), 0.6],
    [`GET conversation of ${page}`, readThread(page), 0.5],
    [`GET conversation of ${page} from ${stored}`, readThread(stored), 0.5],
    ["POST message", sendText(0), 0.4],
    [`POST message at ${stored}`, sendText(stored), 0.4],
  ])
    tell(await compare(name, prepare), budget);
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  if (canPin) spawnSync("taskset", ["-c", "-p", "1", String(process.pid)]);
  await measureMessages();
}
