// Calls and webhooks: a thousand calls at once in virtual time, with a hosted agent and with one whose webhook is a server
// in a process of its own, and what a webhook costs beside plain node:http. Run by `npm run bench`, or by itself.
import { spawnSync } from "node:child_process";
import { pathToFileURL } from "node:url";
import { median, round, verdict } from "./compare.js";
import { canPin, runToEnd, startServer } from "./server.js";

const times = Number(process.env.BENCH_CALL_ROUNDS ?? 3);
const repeat = (args) => Array.from({ length: times }, () => runToEnd(args));
const middle = (results, part) => median(results.map((result) => result[part]));

const tellCalls = (agent, results) => {
  const { calls, turns, mostAtOnce, virtualSeconds } = results[0];
  const seconds = round(middle(results, "seconds"), 1);
  const pace = round(middle(results, "turnsPerSecond"), 0);
  const processor = round((middle(results, "cpuMs") / turns) * 1000, 0);
  console.log(
    `${calls} calls (${mostAtOnce} at once) of ${round(turns / calls, 0)} turns, ${agent}: ${virtualSeconds} s of their time in ${seconds} s, ${pace} turns/s, ${processor} us of processor a turn; no budget; afterwards ${round(middle(results, "megabytes"), 0)} MB more, of which ${round(middle(results, "heapMegabytes"), 0)} MB rows and other heap`,
  );
};

/** Measures them all. */
export const measureCalls = async () => {
  const calls = ["--expose-gc", "bench/calls.js", "1000", "20"];
  tellCalls("hosted agent, nobody outside", repeat(calls));
  const sink = await startServer(["bench/sink.js"], {}, "1");
  tellCalls("webhook agent on loopback", repeat([...calls, sink.url]));
  const deliveries = repeat(["bench/deliveries.js", sink.url]);
  await sink.stop();
  const overhead = round(middle(deliveries, "overheadMs"));
  console.log(
    `webhooks: ${round(middle(deliveries, "perSecond"), 0)}/s, 8 at once, ${round(middle(deliveries, "cpuMs"))} ms of processor each; from the event to the server ${overhead} ms more than plain node:http takes (median of ${times}); budget 0.5: ${verdict(overhead < 0.5)}`,
  );
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  if (canPin) spawnSync("taskset", ["-c", "-p", "1", String(process.pid)]);
  await measureCalls();
}
