// `npm run bench:peers`: the same work for ringback, for other tools and for bare node:http, in turn, in the same run.
// Servers run on one core and the client on the other; nothing but loopback is asked. Prints lines, keeps them in `.bench/`.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { load } from "../load.js";
import { record } from "../record.js";
import { canPin } from "../server.js";
import { contenders, newer } from "./contenders.js";
import { writeFixtures } from "./fixtures.js";
import { installPeers, weighInstall } from "./install.js";
import { readWork } from "./own.js";
import { startPeer } from "./process.js";

const rounds = Number(process.env.BENCH_ROUNDS ?? 4);
const seconds = Number(process.env.BENCH_SECONDS ?? 1.5);
const names = process.env.BENCH_PEERS?.split(",");
const longest = 9 * 60_000;
const warmUp = 1.5;
const idleMs = 1000;
const chosen = contenders.filter(({ name }) => names === undefined || names.includes(name));

if (canPin) spawnSync("taskset", ["-c", "-p", "1", String(process.pid)]);
installPeers();
const files = mkdtempSync(join(tmpdir(), "ringback-peers-"));
const begun = performance.now();

const open = async (contender, work) => {
  const { port, ...program } = await contender.prepare({ files, work });
  const url = `http://127.0.0.1:${port}`;
  const { path, headers } = contender.ready ?? { path: work.listPath, headers: {} };
  return { url, ...(await startPeer({ cwd: files, ...program }, `${url}${path}`, headers)) };
};

// Answers must be what they should be before anything is timed. Says whether a list knows what was posted before.
const check = async (url, asked) => {
  const ask = async ({ path, headers, body }, method) => {
    const response = await fetch(`${url}${path}`, { method, headers, ...(body !== undefined && { body }) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 200)}`);
    return text;
  };
  const list = await ask(asked.get, "GET");
  if (!asked.isList(list)) throw new Error(`The list is not what was asked for: ${list.slice(0, 200)}`);
  const mark = "On my way, says the probe.";
  const body = asked.post.body.includes("{")
    ? JSON.stringify({ ...JSON.parse(asked.post.body), body: mark })
    : String(new URLSearchParams([...Object.entries(fieldsOf(asked.post.body)), ["Body", mark]]));
  const answer = await ask({ ...asked.post, body }, "POST");
  if (!asked.isAnswer(answer)) throw new Error(`What is posted gets another answer: ${answer.slice(0, 200)}`);
  const after = await ask(asked.all === undefined ? asked.get : { path: asked.all }, "GET");
  return after.includes(mark);
};

const fieldsOf = (form) => {
  const { Body: _, ...fields } = Object.fromEntries(new URLSearchParams(form));
  return fields;
};

const timed = async (server, method, { path, ...rest }) => {
  const request = { ...rest, method, url: `${server.url}${path}` };
  await load({ ...request, seconds: warmUp });
  const before = server.weigh().cpuMs;
  const { perSecond, p99, count } = await load({ ...request, seconds });
  return { perSecond, p99, cpuUs: ((server.weigh().cpuMs - before) * 1000) / count };
};

const measure = async (contender, work) => {
  const server = await open(contender, work);
  try {
    await pause(idleMs);
    const idleMegabytes = server.weigh().megabytes;
    const asked = await contender.furnish(server.url, work);
    const keeps = await check(server.url, asked);
    const get = await timed(server, "GET", asked.get);
    const post = await timed(server, "POST", asked.post);
    const afterMegabytes = server.weigh().megabytes;
    return { startMs: server.startMs, idleMegabytes, keeps, get, post, afterMegabytes };
  } finally {
    await server.stop();
  }
};

const least = (values) => Math.min(...values);
const middle = (values) => values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)];
const sumUp = (samples) => {
  const side = (part) => ({
    perSecond: Math.max(...samples.map((sample) => sample[part].perSecond)),
    middlePerSecond: middle(samples.map((sample) => sample[part].perSecond)),
    p99: least(samples.map((sample) => sample[part].p99)),
    cpuUs: least(samples.map((sample) => sample[part].cpuUs)),
  });
  return {
    startMs: least(samples.map(({ startMs }) => startMs)),
    middleStartMs: middle(samples.map(({ startMs }) => startMs)),
    idleMegabytes: middle(samples.map(({ idleMegabytes }) => idleMegabytes)),
    afterMegabytes: middle(samples.map(({ afterMegabytes }) => afterMegabytes)),
    keeps: samples[0].keeps,
    get: side("get"),
    post: side("post"),
  };
};

const versionOf = (node) => {
  if (node === undefined) return "in it";
  return spawnSync(node, ["--version"], { encoding: "utf8" }).stdout.trim();
};

const readOwnAnswers = async () => {
  const own = contenders.find(({ name }) => name === "ringback");
  const server = await open(own, {});
  try {
    return await readWork(server.url);
  } finally {
    await server.stop();
  }
};

const tell = ({ name, version, node, startMs, idleMegabytes, get, post, words }) => {
  if (words !== undefined) return console.log(`${name} ${version} under ${node}: ${words}`);
  const side = ({ perSecond, p99, cpuUs }) =>
    `${Math.round(perSecond)}/s, p99 ${p99.toFixed(1)} ms, ${Math.round(cpuUs)} us`;
  console.log(
    `${name} ${version} under ${node}: start ${Math.round(startMs)} ms, idle ${Math.round(idleMegabytes)} MB; GET ${side(get)}; POST ${side(post)}`,
  );
};

try {
  const work = await readOwnAnswers();
  writeFixtures(files, work);
  const samples = new Map(chosen.map((contender) => [contender, []]));
  const words = new Map();
  for (let round = 0; round < rounds && performance.now() - begun < longest; round += 1) {
    console.log(`Round ${round + 1} of ${rounds}, after ${Math.round((performance.now() - begun) / 1000)} s`);
    for (const contender of chosen) {
      if (words.has(contender) || performance.now() - begun > longest) continue;
      try {
        if (contender.node === newer && !existsSync(newer))
          throw new Error("There is no newer Node for this system.");
        samples.get(contender).push(await measure(contender, work));
      } catch (error) {
        words.set(contender, error.message);
      }
    }
  }
  const results = chosen.map((contender) => {
    const { name, package: of, node, plays, file } = contender;
    const about = { name, package: of, plays, node: versionOf(node), ...weighInstall(of, file) };
    const taken = samples.get(contender);
    const said = words.get(contender);
    return taken.length > 0
      ? { ...about, rounds: taken.length, ...sumUp(taken), ...(said !== undefined && { stopped: said }) }
      : { ...about, words: said ?? "There was no time left for it." };
  });
  for (const result of results) tell(result);
  const bodies = { listBytes: Buffer.byteLength(work.list), answerBytes: Buffer.byteLength(work.answer) };
  record("peers", { rounds, seconds, connections: 16, ...bodies, results });
} finally {
  rmSync(files, { recursive: true, force: true });
}
