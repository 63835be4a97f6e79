import { expect, it, onTestFinished } from "vitest";
import { Call } from "../api/call.ts";
import { answer } from "../api/pipeline.ts";
import { operations, type OperationName } from "../contract/operations.ts";
import { breathe, TestTime } from "../kernel/clock/test-time.ts";
import type { JsonObject } from "../kernel/json.ts";
import { openStage } from "../runtime/open-stage.ts";
import { readScenario } from "../scenario/read-scenario.ts";
import { followScenario, type FollowOptions } from "./follow-scenario.ts";

const head = `
version: 1
name: A code comes
people: { acme: { number: +14155550123 } }
lines: { inbox: { provider: store, country: US, number: +12125550186 } }
`;

const codeAfter = (after: string): string => `${head}
script:
  - after: ${after}
    otp: { from: acme, to: inbox, code: 834921 }
`;

/** A run on a machine time that stands still, and an agent that asks as the test says. */
const follow = async (text: string, agent: FollowOptions["agent"]) => {
  const realTime = new TestTime();
  const { scenario } = readScenario(text, "story.yaml");
  const bugs: string[] = [];
  const stage = await openStage({
    scenario: { scenario, hash: "-" },
    realTime,
    onBug: (bug) => bugs.push(bug),
  });
  onTestFinished(stage.close);
  const { main: running } = stage.worlds;
  const following = followScenario({
    desk: stage.desk,
    running,
    runId: "run_001",
    agent,
    patience: 10_000,
    timeout: 60_000,
    realTime,
  });
  const ask = (name: OperationName, input: JsonObject): Promise<object> => {
    const authorization = `Bearer ${running.defaultKey()}`;
    const call = { operation: operations[name], input, authorization, origin: "", by: "agent" as const };
    return answer(stage.desk, new Call(call));
  };
  let ending = "none yet";
  void following.ended.then((end) => (ending = end.ending));
  return { following, ask, realTime, running, bugs, soFar: () => ending };
};

const poll = { serviceId: "svc_phone_001" };

it("plays a story without an agent to its end at once", async () => {
  const { following, realTime } = await follow(codeAfter("24h"), "none");
  expect(await following.ended).toMatchObject({ ending: "done", virtualMs: 86_400_000, timed: false });
  expect(await following.judge({ file: "story.yaml", bugs: [], failures: [] })).toMatchObject({
    passed: true,
  });
  expect(realTime.armed).toBe(0);
});

it("leaves a program to end by itself, and lets the story end after it", async () => {
  const { following, ask, soFar } = await follow(codeAfter("19s"), "program");
  await ask("store.phone.messages.list", poll);
  await ask("store.phone.messages.list", poll);
  await breathe();
  expect(soFar()).toBe("none yet");
  following.agentExited();
  expect(await following.ended).toMatchObject({ ending: "agent exited", virtualMs: 19_000, timed: false });
});

it("ends a program that has nothing left to do and does not end, once patience is over", async () => {
  const { ask, realTime, soFar } = await follow(codeAfter("0s"), "program");
  await ask("store.phone.messages.list", poll);
  await realTime.pass(9_000);
  // Reading on is no sign of anything.
  await ask("store.phone.messages.list", poll);
  expect(soFar()).toBe("none yet");
  await realTime.pass(1_250);
  expect(soFar()).toBe("done");
});

it("waits no longer than patience for an agent that never asks for anything, and time stands still for it", async () => {
  const { following, realTime } = await follow(codeAfter("19s"), "program");
  await realTime.pass(10_250);
  expect(await following.ended).toMatchObject({ ending: "patience", virtualMs: 0 });
  expect(following.wasAsked).toBe(false);
});

it("does not count silence while time is going to move by itself", async () => {
  const text = `${codeAfter("19s")}  - after: 1h\n    otp: { from: acme, to: inbox, code: 1111, expiresIn: 2h }\n  - after: 9h\n    note: done\n`;
  const { ask, realTime, soFar, running } = await follow(text, "program");
  await ask("store.phone.messages.list", poll);
  // Quiet takes it to the codes; the second one, unused, holds quiet up until the clock's own patience is over.
  await realTime.pass(10_000);
  expect(soFar()).toBe("none yet");
  await realTime.pass(1_000);
  expect(running.world.tables.scenarioRuns.get("run_001")?.ended).toBe(true);
});

it("ends a server as soon as all is decided, but not before it is ready", async () => {
  const text = `${codeAfter("19s")}\nexpect:\n  - message.received: { to: inbox }\n`;
  const { following, realTime, soFar } = await follow(text, "server");
  await realTime.pass(20_000);
  expect(soFar()).toBe("none yet");
  following.agentReady();
  await realTime.pass(250);
  expect(await following.ended).toMatchObject({ ending: "done", virtualMs: 19_000, timed: true });
});

it("waits for a server that has nothing to do until it is ready", async () => {
  const { following, realTime, soFar } = await follow(head, "server");
  await realTime.pass(20_000);
  expect(soFar()).toBe("none yet");
  following.agentReady();
  expect(await following.ended).toMatchObject({ ending: "done" });
});

it("ends a story that never ends when its time is up", async () => {
  const text = `${head}
script:
  - note: on and on
  - when: { scenario.noted: {} }
    times: 1000000
    do:
      - after: 1s
        note: and on
`;
  const { following, realTime } = await follow(text, "none");
  await breathe();
  await realTime.pass(60_000);
  expect(await following.ended).toMatchObject({ ending: "timeout" });
});

it("has the same hash for the same run, whatever happens after its end", async () => {
  const hashOf = async (asksOn: boolean): Promise<string> => {
    const { following, ask } = await follow(codeAfter("19s"), "program");
    await ask("store.phone.messages.list", poll);
    following.agentExited();
    const { runHash } = await following.ended;
    if (asksOn) await ask("store.phone.messages.list", poll);
    return runHash;
  };
  expect(await hashOf(true)).toBe(await hashOf(false));
});

it("may be broken off, and hears nothing more then", async () => {
  const { following, realTime } = await follow(codeAfter("19s"), "program");
  following.stop("interrupted");
  following.agentExited();
  expect(await following.ended).toMatchObject({ ending: "interrupted", virtualMs: 0 });
  expect(realTime.armed).toBe(0);
});
