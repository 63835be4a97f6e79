import { expect, it } from "vitest";
import { hostTime } from "../kernel/clock/host-time.ts";
import { AgentProcess } from "./agent-process.ts";

const env = { PATH: process.env["PATH"] ?? "" };

const start = (source: string, realTime = hostTime): Promise<AgentProcess> =>
  AgentProcess.start({ command: [process.execPath, "-e", source], env, realTime });

/** A machine whose time goes fifty times as fast. */
const fastTime: typeof hostTime = {
  now: () => hostTime.now() * 50,
  after: (milliseconds, callback) => hostTime.after(milliseconds / 50, callback),
};

it("keeps what both streams printed, and says how it ended", async () => {
  const agent = await start("console.log('out'); console.error('err'); process.exitCode = 3");
  expect(await agent.exited).toEqual({ exitCode: 3, signal: null });
  await agent.stop();
  expect(agent.output.text.split("\n").sort()).toEqual(["", "err", "out"]);
});

it("asks it to end", async () => {
  const agent = await start(
    "process.on('SIGTERM', () => process.exit(4)); console.log('up'); setInterval(() => {}, 9999)",
  );
  await new Promise<void>((resolve) => void agent.output.onMore(resolve));
  await agent.stop();
  expect(agent.end).toEqual({ exitCode: 4, signal: null });
});

it("ends what an agent started and left behind when it exited", async () => {
  const child = "process.title = 'left behind'; setInterval(() => {}, 9999)";
  const source = `
    const { spawn } = require("node:child_process");
    const { pid } = spawn(process.execPath, ["-e", ${JSON.stringify(child)}], { stdio: "inherit" });
    console.log(pid);
    process.exit(0);
  `;
  const agent = await start(source);
  await agent.exited;
  await agent.stop();
  const left = Number(agent.output.text);
  expect(left).toBeGreaterThan(1);
  expect(() => process.kill(left, 0)).toThrow("ESRCH");
});

it("ends one that does not listen, after five seconds", async () => {
  const agent = await start(
    "process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 9999)",
    fastTime,
  );
  await new Promise<void>((resolve) => void agent.output.onMore(resolve));
  await agent.stop();
  expect(agent.end).toEqual({ exitCode: null, signal: "SIGKILL" });
});
