// Servers as processes: started on one core, asked until they answer, weighed with all their children, and ended.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, request as ask } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { canPin } from "../server.js";

/** The core of the servers; the client has the other. */
export const serverCore = "0";
const longestStart = 30_000;
const ticksPerSecond = 100;

/** A port that nobody listens on just now. */
export const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** Starts a server and resolves with its first answer of 2xx to the request; rejects with its own words if it ends before. */
export const startPeer = async ({ command, cwd, env = {} }, url, headers = {}) => {
  const [program, ...args] = canPin ? ["taskset", "-c", serverCore, ...command] : command;
  const spawned = performance.now();
  const options = {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
  };
  const child = spawn(program, args, options);
  let words = "";
  child.stderr.on("data", (chunk) => (words = `${words}${chunk}`.slice(-4000)));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  let isOver = false;
  void ended.then(() => (isOver = true));
  const stop = async () => {
    // Some start a second process, which would outlive them: the whole group is ended.
    if (!isOver) process.kill(-child.pid, "SIGTERM");
    await Promise.race([ended, pause(3000)]);
    if (!isOver) process.kill(-child.pid, "SIGKILL");
    await ended;
  };
  while (!(await answers(url, headers))) {
    if (isOver) throw new Error(firstSentence(words) || "It ended without a word.");
    if (performance.now() - spawned > longestStart) {
      await stop();
      throw new Error(`No 2xx within ${longestStart / 1000} s. ${firstSentence(words)}`);
    }
    await pause(2);
  }
  const startMs = performance.now() - spawned;
  return { startMs, stop, weigh: () => weigh(child.pid) };
};

const answers = (url, headers) =>
  new Promise((resolve) => {
    const asked = ask(url, { headers, agent: false }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode >= 200 && response.statusCode < 300));
      response.on("error", () => resolve(false));
    });
    asked.on("error", () => resolve(false));
    asked.end();
  });

const firstSentence = (words) =>
  /^.*(?:Error|error).*$/m.exec(words)?.[0].trim() ?? words.trim().split("\n")[0];

// What a process and all its children hold and have used.
const weigh = (pid) => {
  const all = family(pid);
  const megabytes = all.reduce((sum, each) => sum + resident(each), 0);
  const cpuMs = all.reduce((sum, each) => sum + used(each), 0);
  return { megabytes, cpuMs };
};

const family = (pid) => {
  const children = read(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean);
  return [pid, ...children.flatMap(family)];
};

const resident = (pid) => Number(/VmRSS:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;

const used = (pid) => {
  // The name in brackets may hold spaces; what is counted comes after it.
  const fields = read(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ") ?? [];
  return ((Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 1000) / ticksPerSecond;
};

const read = (file) => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};
