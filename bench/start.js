// `node bench/start.js`: how long until the first answer, and what an idle server weighs, beside a bare node:http server.
// Their starts take turns, and the fastest of each counts, as does the processor time that its main thread had until then:
// what else the machine does makes both slower, seldom by the same.
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { bareArgs, median, ringbackArgs, round, rounds, verdict } from "./compare.js";
import { startServer } from "./server.js";

/** The budget: 80 ms where a bare server takes 38. */
const mostTimesBare = 2.1;
const mostMegabytes = 60;

const subjects = {
  bare: { args: bareArgs, path: "/" },
  ringback: { args: [...ringbackArgs, "--json"], path: "/_ringback/health" },
  "ringback, asked for numbers": { args: [...ringbackArgs, "--json"], path: "/v1/numbers" },
};

const startOnce = async ({ args, path }) => {
  const server = await startServer(args);
  const key = server.agent?.AGENTPHONE_API_KEY;
  const response = await fetch(
    `${server.url}${path}`,
    key && { headers: { authorization: `Bearer ${key}` } },
  );
  if (response.status !== 200) throw new Error(`The first answer was ${response.status}.`);
  const time = server.sinceSpawn();
  const work = server.mainThreadMilliseconds();
  await server.stop();
  return { time, work };
};

/** Starts each in turn, again and again, and answers what each took. */
export const measureStart = async (times = rounds * 2 + 1) => {
  const taken = Object.fromEntries(Object.keys(subjects).map((name) => [name, []]));
  for (let index = 0; index < times; index += 1) {
    for (const [name, subject] of Object.entries(subjects)) taken[name].push(await startOnce(subject));
  }
  return Object.fromEntries(
    Object.entries(taken).map(([name, all]) => [
      name,
      {
        fastest: round(Math.min(...all.map(({ time }) => time)), 0),
        median: round(median(all.map(({ time }) => time)), 0),
        work: round(Math.min(...all.map(({ work }) => work)), 0),
      },
    ]),
  );
};

/** What each weighs a while after its start, asked for nothing. */
export const measureIdleMemory = async () => {
  const weights = {};
  for (const name of ["bare", "ringback"]) {
    const server = await startServer(subjects[name].args);
    await pause(1500);
    weights[name] = round(server.residentMegabytes(), 1);
    await server.stop();
  }
  return weights;
};

/** Says what was measured, against the budgets. */
export const tellStart = (start, memory) => {
  const { bare } = start;
  for (const [name, { fastest, median: middle, work }] of Object.entries(start)) {
    console.log(
      `start to first 200, ${name}: ${fastest} ms (median ${middle}), ${work} ms of the processor; ${round(fastest / bare.fastest)} and ${round(work / bare.work)} times bare`,
    );
  }
  const ratio = start.ringback.fastest / bare.fastest;
  console.log(`budget ${mostTimesBare} times bare: ${verdict(ratio <= mostTimesBare)}`);
  console.log(
    `idle memory: ${memory.ringback} MB, bare ${memory.bare}; budget ${mostMegabytes}: ${verdict(memory.ringback <= mostMegabytes)}`,
  );
};

if (process.argv[1] === fileURLToPath(import.meta.url))
  tellStart(await measureStart(), await measureIdleMemory());
