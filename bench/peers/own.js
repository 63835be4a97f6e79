// ringback itself, which shows everybody else what to answer, and the bare server.
import { join } from "node:path";
import { ask } from "./ask.js";
import { page, person } from "./fixtures.js";
import { freePort } from "./process.js";

const json = { "content-type": "application/json" };
const phoneKey = { authorization: `Bearer sk_live_${"b".repeat(40)}` };
const holdsPage = (text) => JSON.parse(text).data.length === page;

// Buys a number, lets somebody send it a page of texts, and says what is to be asked.
const furnish = async (url) => {
  const post = (path, body) =>
    ask(`${url}${path}`, { method: "POST", headers: json, body: JSON.stringify(body) });
  const line = await post("/_ringback/lines", { provider: "agentphone", country: "US" });
  const { number, numberId } = JSON.parse(line);
  const text = { from: person, to: number, body: "Your order is on its way." };
  for (let place = 0; place < page; place += 1) await post("/_ringback/people/text", text);
  const body = JSON.stringify({ from_number: number, to_number: person, body: "On my way." });
  return {
    get: { path: `/v1/numbers/${numberId}/messages?limit=${page}`, headers: phoneKey },
    post: { path: "/v1/messages", headers: { ...phoneKey, ...json }, body },
    isList: holdsPage,
    isAnswer: (answer) => JSON.parse(answer).status === "sent",
  };
};

/** Lets ringback give the two answers that everybody else is to give. */
export const readWork = async (url) => {
  const { get, post } = await furnish(url);
  const list = await ask(`${url}${get.path}`, get);
  const answer = await ask(`${url}${post.path}`, { method: "POST", ...post });
  return { listPath: get.path.split("?")[0], list, answer, body: post.body };
};

/** ringback, started by a command. */
export const ringback = (name, command, node) => ({
  name,
  package: "ringback",
  node,
  plays: "the real operations",
  ready: { path: "/v1/numbers", headers: phoneKey },
  prepare: async () => {
    const port = await freePort();
    return { port, command: [...command, "start", "--port", String(port), "--quiet"] };
  },
  furnish,
});

/** The floor: node:http and nothing else. */
export const bare = (name, node) => ({
  name,
  package: "node:http",
  node,
  plays: "two fixed texts",
  prepare: async ({ work }) => {
    const port = await freePort();
    const env = { BENCH_PORT: String(port), BENCH_BODY: work.list, BENCH_ANSWER: work.answer };
    return { port, command: [node, join(import.meta.dirname, "../bare-server.js")], env };
  },
});
