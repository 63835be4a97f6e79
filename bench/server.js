// Starts servers in processes of their own, on a core of their own where the machine lets us.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, watch } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export const canPin = spawnSync("taskset", ["--version"]).status === 0;

/** Starts a Node program that prints `{"url": …}` as its first line. Times are milliseconds since the spawn. */
export const startServer = async (args, env = {}, core = "0") => {
  const spawned = performance.now();
  const child = spawnPinned(args, env, "pipe", core);
  const lines = createInterface({ input: child.stdout });
  const first = await orExit(child, args, new Promise((resolve) => lines.once("line", resolve)));
  return { ...describe(child, JSON.parse(first)), sinceSpawn: () => performance.now() - spawned };
};

/** Starts a ringback that prints nothing; its ready file says where it is. */
export const startQuietly = async (args) => {
  const folder = mkdtempSync(join(tmpdir(), "ringback-bench-"));
  const written = new Promise((resolve) => {
    const watcher = watch(folder, (_event, name) => {
      if (name !== "ready.json") return;
      watcher.close();
      resolve();
    });
  });
  const child = spawnPinned([...args, "--quiet", "--ready-file", join(folder, "ready.json")], {}, "inherit");
  await orExit(child, args, written);
  const server = describe(child, JSON.parse(readFileSync(join(folder, "ready.json"), "utf8")));
  child.once("exit", () => rmSync(folder, { recursive: true }));
  return server;
};

/** Runs a Node program to its end on the servers' core. Answers the JSON that it prints. */
export const runToEnd = (args) => {
  const [command, ...rest] = pinned(args);
  const { status, stdout } = spawnSync(command, rest, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}`);
  return JSON.parse(stdout);
};

const pinned = (args, core = "0") =>
  canPin ? ["taskset", "-c", core, process.execPath, ...args] : [process.execPath, ...args];

const spawnPinned = (args, env, stdout, core) => {
  const [command, ...rest] = pinned(args, core);
  return spawn(command, rest, {
    env: { ...process.env, ...env },
    stdio: ["ignore", stdout, "inherit"],
  });
};

const orExit = (child, args, ready) =>
  Promise.race([
    ready,
    new Promise((_resolve, reject) => {
      child.once("exit", (code) => reject(new Error(`${args.join(" ")} ended with ${code}`)));
    }),
  ]);

const describe = (child, { url, env }) => ({
  url,
  agent: env,
  residentMegabytes: () =>
    Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))[1]) / 1024,
  /** How long its main thread has had a processor, where the machine tells. */
  mainThreadMilliseconds: () =>
    process.platform === "linux"
      ? Number(readFileSync(`/proc/${child.pid}/schedstat`, "utf8").split(" ")[0]) / 1e6
      : Number.NaN,
  stop: () =>
    new Promise((resolve) => {
      child.once("exit", resolve);
      child.kill("SIGTERM");
    }),
});
