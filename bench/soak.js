// `npm run bench:soak`: ten minutes of mixed load against one `ringback start`, and whether its memory stays flat.
// What is stored stays in memory by design, so the soak goes in cycles: after each the worlds are dropped, main is reset,
// and what the process then holds, once garbage is gone, has to be what it held before. BENCH_SOAK_MINUTES, BENCH_SOAK_RATE
// (acts a second) and BENCH_SOAK_CYCLE (seconds) are for trying; BENCH_SOAK_SNAPSHOTS=folder writes two heap snapshots.
import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:http";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { record } from "./record.js";
import { canPin } from "./server.js";
import { acts } from "./soak/acts.js";
import { createAsk } from "./soak/ask.js";
import { judge } from "./soak/judge.js";
import { furnish } from "./soak/stage.js";

const minutes = Number(process.env.BENCH_SOAK_MINUTES ?? 10);
const rate = Number(process.env.BENCH_SOAK_RATE ?? 20);
const cycleSeconds = Number(process.env.BENCH_SOAK_CYCLE ?? 10);
const snapshots = process.env.BENCH_SOAK_SNAPSHOTS;
// Compiled code, pools and caches fill at first.
const warmUpShare = 0.25;
const most = { heap: 0.1, resident: 1, files: 4, inFlight: 60 };
const answer = JSON.stringify({ text: "I hear you, and this is my answer." });

if (canPin) spawnSync("taskset", ["-c", "-p", "1", String(process.pid)]);

// The agent behind the webhooks; now and then it is unwell.
let told = 0;
const openSink = () =>
  new Promise((resolve) => {
    const server = createServer((request, response) => {
      told += 1;
      request.resume();
      request.on("end", () => {
        response.writeHead(told % 50 === 0 ? 500 : 200, { "content-type": "application/json" });
        response.end(answer);
      });
    });
    server.listen(0, "127.0.0.1", () => resolve(server));
  });

const startRingback = async () => {
  const top = join(import.meta.dirname, "..");
  const probe = join(top, "bench/soak/probe.js");
  const own = [process.execPath, "--expose-gc", "--import", probe, join(top, "bin/ringback.js")];
  const pinned = canPin ? ["taskset", "-c", "0", ...own] : own;
  const [command, ...args] = [...pinned, "start", "--port", "0", "--json"];
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "ignore", "ipc"] });
  const ended = new Promise((resolve) => child.once("exit", (code) => resolve(code)));
  let first = "";
  const ready = new Promise((resolve) => {
    child.stdout.on("data", (chunk) => {
      if (first.includes("\n")) return;
      first += chunk;
      if (first.includes("\n")) resolve(JSON.parse(first.slice(0, first.indexOf("\n"))));
    });
  });
  const says = await Promise.race([ready, ended]);
  if (typeof says !== "object") throw new Error(`ringback start ended with ${says}.`);
  const tell = async (message) => {
    const answered = new Promise((resolve) => child.once("message", resolve));
    child.send(message);
    return answered;
  };
  const stop = async () => {
    child.kill("SIGTERM");
    return Promise.race([ended, pause(5000).then(() => child.kill("SIGKILL"))]);
  };
  return { url: says.url, env: says.env, tell, stop };
};

// Drawn the same way every time, so that a soak can be repeated.
let seed = 7;
const draw = (end) => {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
  return (seed / 2 ** 31) * end;
};
const whole = acts.reduce((sum, [, share]) => sum + share, 0);
const choose = () => {
  let left = draw(whole);
  return acts.find(([, share]) => (left -= share) < 0)[0];
};

const done = {};
const failures = {};
let failed = 0;
let skipped = 0;
let place = 0;

const live = async (stage, end) => {
  const flying = new Set();
  const begun = performance.now();
  for (let next = begun; performance.now() < end; next += 1000 / rate) {
    await pause(Math.max(0, next - performance.now()));
    if (flying.size >= most.inFlight) {
      skipped += 1;
      continue;
    }
    const act = choose();
    place += 1;
    const one = act(stage, place)
      .then(() => (done[act.name] = (done[act.name] ?? 0) + 1))
      .catch((error) => {
        failed += 1;
        failures[`${act.name}: ${error.message} ${error.cause?.message ?? ""}`.slice(0, 300)] ??= place;
      })
      .finally(() => flying.delete(one));
    flying.add(one);
  }
  await Promise.all(flying);
};

const sink = await openSink();
const sinkUrl = `http://127.0.0.1:${sink.address().port}`;
const server = await startRingback();
const ask = createAsk(server.url);
const samples = [];
const begun = performance.now();
const until = begun + minutes * 60_000;
const warm = begun + minutes * 60_000 * warmUpShare;

const clear = async () => {
  for (const { name } of (await ask("GET", "/_ringback/worlds")).worlds)
    if (name !== "main") await ask("DELETE", `/_ringback/worlds/${name}`);
  await ask("POST", "/_ringback/worlds/main/reset");
  // What the reset left to be closed is closed by then.
  await pause(300);
};

const snapshot = (name) => server.tell({ snapshot: join(snapshots, `${name}.heapsnapshot`) });
const say = ({ minute, residentMegabytes, heapMegabytes, codeMegabytes, lag, files, handles }) =>
  console.log(
    `${minute.toFixed(1)} min: ${Math.round(residentMegabytes)} MB, heap ${heapMegabytes.toFixed(2)} MB and ${codeMegabytes.toFixed(2)} MB of code, loop late p99 ${lag.p99.toFixed(0)} ms, most ${lag.most.toFixed(0)} ms, ${files} files, ${Object.values(handles).reduce((sum, count) => sum + count, 0)} handles, ${place} acts, ${failed} failed`,
  );

try {
  let isTaken = false;
  while (performance.now() < until) {
    const stage = await furnish({ baseUrl: server.url, env: server.env }, sinkUrl);
    await live({ ...stage, root: server.url, sink: sinkUrl }, performance.now() + cycleSeconds * 1000);
    await clear();
    const sample = { minute: (performance.now() - begun) / 60_000, ...(await server.tell("weigh")) };
    samples.push(sample);
    say(sample);
    if (snapshots !== undefined && !isTaken && performance.now() > warm) {
      isTaken = true;
      await snapshot("warm");
    }
  }
  if (snapshots !== undefined) await snapshot("end");
} finally {
  await server.stop();
  sink.closeAllConnections();
  sink.close();
}

const settled = samples.filter(({ minute }) => minute >= minutes * warmUpShare);
const first = settled[0];
const last = settled.at(-1);
const result = {
  minutes,
  rate,
  acts: place,
  failed,
  failures: Object.keys(failures).slice(0, 20),
  skipped,
  webhooks: told,
  done,
  ...judge(settled, most),
  lagP99: Math.max(...settled.map(({ lag }) => lag.p99)),
  lagMost: Math.max(...settled.map(({ lag }) => lag.most)),
  cpuShare: (last.cpuMs - first.cpuMs) / ((last.minute - first.minute) * 60_000),
  bounds: most,
  samples,
};
const { isFlat } = result;
record("soak", result);
for (const failure of result.failures) console.log(`failed: ${failure}`);
console.log(
  `${isFlat ? "flat" : "NOT FLAT"}: heap ${result.heapPerMinute.toFixed(3)} MB/min (at most ${most.heap}), lowest resident ${result.residentPerMinute.toFixed(2)} MB/min (at most ${most.resident}), fewest files ${result.files.join(" → ")}; ${place} acts, ${failed} failed, ${skipped} skipped; ${told} webhooks`,
);
process.exitCode = isFlat && failed === 0 ? 0 : 1;
