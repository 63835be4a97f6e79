import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { WorldEvent } from "../../src/contract/events.ts";
import { ringbackHere } from "../support/command-here.ts";
import { fileInFolder, openSession, play, untilEvent } from "./session.ts";

/** Plays a shipped scenario for an agent, and has what happened until an event recorded. */
const record = async (
  scenario: string,
  agent: string,
  isEnd: (event: WorldEvent) => boolean,
): Promise<{ readonly file: string; readonly text: string }> => {
  await using session = await openSession(scenario, agent);
  await untilEvent(session.ringback, isEnd);
  const file = fileInFolder();
  const { url } = session.ringback;
  const ended = await ringbackHere(["record", "--out", file, "--from-start", "--for", "0s", "--url", url]);
  expect(ended).toMatchObject({ code: 0, stderr: "" });
  return { file, text: readFileSync(file, "utf8") };
};

it("records a code that comes to a number which the agent rented, and the same agent passes it", async () => {
  const { file, text } = await record(
    "scenarios/otp-signup.yaml",
    "examples/signup-agent.mjs",
    ({ type }) => type === "message.read",
  );
  expect(text).toContain("when: { line.rented: {} }");
  expect(text).toContain("otp: { from: ann");
  expect(await play(file, "examples/signup-agent.mjs")).toMatchObject({ passed: true, failures: [] });
});

it("records a thread of texts, in which the person waits for the agent's answers", async () => {
  const { file, text } = await record(
    "scenarios/support-thread.yaml",
    "examples/webhook-agent.mjs",
    (event) => event.type === "message.sent" && event.body.includes("on its way"),
  );
  for (const original of ["Nina", "nina", "48213", "5550177", "5550186"])
    expect(text).not.toContain(original);
  expect(await play(file, "examples/webhook-agent.mjs")).toMatchObject({ passed: true, failures: [] });
});

it("records a call turn by turn, and the same agent takes it again", async () => {
  const { file, text } = await record(
    "scenarios/support-line.yaml",
    "examples/webhook-agent.mjs",
    ({ type }) => type === "call.ended",
  );
  expect(text).toContain("call: { from: ann, to: office }");
  expect(await play(file, "examples/webhook-agent.mjs")).toMatchObject({ passed: true, failures: [] });
});

it("records a code and a call that nobody takes", async () => {
  const { file, text } = await record(
    "scenarios/store-otp.yaml",
    "test/agents/background-poller.js",
    ({ type }) => type === "message.read",
  );
  expect(text).toContain("missed-call: { from: ben, to: inbox }");
  expect(text).not.toMatch(/834921|442030000123/);
  expect(await play(file, "test/agents/background-poller.js")).toMatchObject({ passed: true, failures: [] });
});

it("records calls that the agent places: one that is answered, and one to somebody who is busy", async () => {
  const { file, text } = await record(
    "test/record/stories/call-me-back.yaml",
    "test/agents/calls-back.js",
    ({ type }) => type === "message.failed",
  );
  expect(text).not.toMatch(/wilma|flint|barney|71193|5550177|5550178|5550186/i);
  expect(await play(file, "test/agents/calls-back.js")).toMatchObject({ passed: true, failures: [] });
});
