import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { createRingback } from "../../src/runtime/create-ringback.ts";
import { readScenarioFile } from "../../src/runtime/read-scenario-file.ts";
import { readScenarioText } from "../../src/scenario/read-scenario-text.ts";
import { ringbackHere } from "../support/command-here.ts";
import { root, untilEvent } from "./session.ts";

it.each([
  ["phone-signup", "sms: { from: ann"],
  ["group-chat", "imessage: { from: "],
  ["out-of-money", "after: 1m10s"],
  ["book-a-table", "when: { call.placed: { line: office, to: ann } }"],
  ["voicemail", "voicemail: "],
  ["call-screening", "answer: { by: screener }"],
  ["two-agents", "office2: "],
  ["phone-menu", "hear: { matching: /.+/ }"],
  ["rented-inbox", "version: 1"],
])("records %s, which plays without an agent, as a scenario without a mistake", async (name, part) => {
  const scenario = await readScenarioFile(resolve(root, `scenarios/${name}.yaml`));
  const ringback = await createRingback({ port: 0, scenario });
  const folder = mkdtempSync(join(tmpdir(), "ringback-record-"));
  onTestFinished(async () => {
    await ringback.close();
    rmSync(folder, { recursive: true, force: true });
  });
  await untilEvent(ringback, ({ type }) => type === "scenario.ended");
  const file = join(folder, "story.yaml");
  const args = ["record", "--out", file, "--from-start", "--for", "0s", "--url", ringback.url];
  expect(await ringbackHere(args)).toMatchObject({ code: 0, stderr: "" });
  const text = readFileSync(file, "utf8");
  expect(text).toContain(part);
  expect((await readScenarioText(text, file)).warnings).toEqual([]);
});
