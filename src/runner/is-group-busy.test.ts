import { expect, it, onTestFinished } from "vitest";
import { hostTime } from "../kernel/clock/host-time.ts";
import { AgentProcess } from "./agent-process.ts";

const start = async (source: string): Promise<AgentProcess> => {
  const env = { PATH: process.env["PATH"] ?? "" };
  const command = [process.execPath, "-e", `console.log("up"); ${source}`];
  const agent = await AgentProcess.start({ command, env, realTime: hostTime });
  onTestFinished(() => agent.stop());
  await new Promise<void>((resolve) => void agent.output.onMore(resolve));
  return agent;
};

/** Asks again and again until the answer is as wanted, in the turns of the process. */
const becomes = async (agent: AgentProcess, wanted: boolean): Promise<void> => {
  while (agent.isBusy !== wanted) await new Promise((resolve) => setImmediate(resolve));
};

const isLinux = process.platform === "linux";

it.runIf(isLinux)("knows an agent at work from one that waits", async () => {
  const working = await start("for (;;);");
  const waiting = await start("setInterval(() => {}, 9999)");
  await becomes(waiting, false);
  expect([working.isBusy, working.isBusy, waiting.isBusy]).toEqual([true, true, false]);
});

it.runIf(isLinux)(
  "counts what the agent has started with it, and does not take its end for silence",
  async () => {
    const child = `console.log("up"); for (;;);`;
    const agent = await start(
      `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(child)}], { stdio: "inherit" });`,
    );
    while (agent.output.text !== "up\nup\n")
      await new Promise<void>((resolve) => void agent.output.onMore(resolve));
    for (let look = 0; look < 100; look += 1) expect(agent.isBusy).toBe(true);
    await agent.stop();
    expect(agent.isBusy).toBe(true);
  },
);
