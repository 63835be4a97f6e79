// One request against ringback and against the floor, in turn, in the same run.
import { load } from "./load.js";
import { startQuietly, startServer } from "./server.js";

export const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
export const seconds = Number(process.env.BENCH_SECONDS ?? 3);
export const ringbackArgs = ["bin/ringback.js", "start", "--port", "0", "--clock", "manual"];
export const bareArgs = ["bench/bare-server.js"];
export const json = { "content-type": "application/json" };

export const median = (values) =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)];
export const round = (value, digits = 2) => Number(value.toFixed(digits));
export const verdict = (ok) => (ok ? "within" : "OVER");

/** Asks once with the store's key, which the controls take as well, and answers the body's text. */
export const ask = async (server, method, path, body) => {
  const authorization = `Bearer ${server.agent.AGENT_STORE_AGENT_API_KEY}`;
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: { authorization, ...json },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${text}`);
  return text;
};

/** Prepares a ringback, which answers the request to measure, and sets its speed beside the floor's. */
export const compare = async (name, prepare) => {
  const server = await startQuietly(ringbackArgs);
  const request = await prepare(server);
  const sample = await sampleOf(server, request);
  const bare = await startServer(bareArgs, { BENCH_BODY: sample });
  const ours = [];
  const theirs = [];
  for (let index = 0; index < rounds; index += 1) {
    theirs.push(await load({ ...request, url: `${bare.url}${request.path}`, seconds }));
    ours.push(await load({ ...request, url: `${server.url}${request.path}`, seconds }));
  }
  await Promise.all([server.stop(), bare.stop()]);
  const own = median(ours.map(({ perSecond }) => perSecond));
  const floor = median(theirs.map(({ perSecond }) => perSecond));
  const p99 = median(ours.map((result) => result.p99));
  return {
    name,
    perSecond: round(own, 0),
    bare: round(floor, 0),
    ratio: round(own / floor),
    p99: round(p99),
  };
};

const sampleOf = async ({ url }, { method, path, headers, body }) => {
  const response = await fetch(`${url}${path}`, { method, headers, ...(body && { body }) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${text}`);
  return text;
};

/** Says in a line what came of a comparison. */
export const tell = ({ name, perSecond, bare, ratio, p99 }, budget) =>
  console.log(
    `${name}: ${perSecond}/s; bare ${bare}/s; ratio ${ratio}, budget ${budget}: ${verdict(ratio >= budget)}; p99 ${p99} ms`,
  );
