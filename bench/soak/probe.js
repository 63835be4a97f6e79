// Loaded into the ringback of a soak, before it: says, when its parent asks, what the process holds once garbage is gone,
// and how late its event loop was since the last time.
import { readdirSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { getHeapCodeStatistics } from "node:v8";

const late = monitorEventLoopDelay({ resolution: 10 });
late.enable();

const count = (names) => {
  const counts = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};

// Node goes on compiling what is used often, for many minutes: that is no leak, and is told apart.
const codeBytes = () => {
  const { code_and_metadata_size: machine, bytecode_and_metadata_size: bytes } = getHeapCodeStatistics();
  return machine + bytes;
};

const weigh = () => {
  const before = process.memoryUsage.rss();
  const lag = { p99: late.percentile(99) / 1e6, most: late.max / 1e6 };
  globalThis.gc();
  globalThis.gc();
  const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
  const code = codeBytes();
  const { user, system } = process.cpuUsage();
  late.reset();
  return {
    residentMegabytes: before / 2 ** 20,
    residentAfterGc: rss / 2 ** 20,
    heapMegabytes: (heapUsed - code) / 2 ** 20,
    codeMegabytes: code / 2 ** 20,
    externalMegabytes: external / 2 ** 20,
    // What V8 keeps for its heap, used or not, swings by tens of megabytes; what lies outside of it does not.
    outsideMegabytes: (rss - heapTotal) / 2 ** 20,
    lag,
    cpuMs: (user + system) / 1000,
    handles: count(process.getActiveResourcesInfo()),
    files: readdirSync("/proc/self/fd").length,
  };
};

process.on("message", async (asked) => {
  if (asked === "weigh") return process.send(weigh());
  const { writeHeapSnapshot } = await import("node:v8");
  globalThis.gc();
  process.send({ file: writeHeapSnapshot(asked.snapshot) });
});
// The probe must not be what keeps the process alive.
process.channel.unref();
