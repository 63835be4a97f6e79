import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { matchers } from "../src/api/match/matchers.ts";
import { expectations } from "../src/scenario/expect/expectations.ts";
import { frameSchema } from "../src/scenario/frame-schema.ts";
import { readScenario } from "../src/scenario/read-scenario.ts";
import { playedKeys } from "../src/scenario/schema/field-schema.ts";
import { steps } from "../src/scenario/steps/steps.ts";
import { frameExamples, referenceRows, traps } from "./support/scenario-page/frame-examples.ts";
import { openReceiver } from "./support/webhook-receiver.ts";
import { fileOfStep, firstMistake, listOf, playText, wholeFile } from "./support/scenario-page/play-piece.ts";
import { renderScenarios, ruleExample } from "./support/scenario-page/render-scenarios.ts";

const page = resolve(import.meta.dirname, "../docs/scenarios.md");

it("has docs/scenarios.md as the declarations say", () => {
  const rendered = renderScenarios();
  if (process.env["UPDATE_DOCS"] === "1") writeFileSync(page, rendered);
  expect(readFileSync(page, "utf8")).toBe(rendered);
});

/** What comes of a file: nothing but passed scenarios, or their failures. */
const failuresOf = async (text: string): Promise<readonly unknown[]> => {
  const results = await playText(text);
  return results.flatMap(({ passed, failures }) => (passed ? [] : failures));
};

/** The texts and calls that the examples of rules and expectations are about. */
const happenings = [
  "- sms: { from: acme, to: inbox, body: STOP }",
  "- otp: { from: acme, to: inbox, expiresIn: 5m, save: code }",
  "- request: { operation: store.services.list, save: all }",
  "- request: { operation: store.phone.messages.get, with: { serviceId: '${all.services.0.id}', messageId: msg_001 } }",
].join("\n");

describe("every example of the page can be played", () => {
  const alone = steps.filter(({ name }) => name !== "webhook-test");
  it.each(alone.map((step) => [step.name, step] as const))("the step %s", async (_name, step) => {
    expect(await failuresOf(fileOfStep(step))).toEqual([]);
  });

  it("the step webhook-test, which needs a webhook", async () => {
    await using receiver = await openReceiver();
    const { example = "" } = steps.find(({ name }) => name === "webhook-test") ?? {};
    const told = listOf("script", example);
    const text = wholeFile(`agents: { desk: { webhook: "${receiver.url}" } }`, told);
    expect(await failuresOf(text)).toEqual([]);
    expect(receiver.received).toHaveLength(1);
    expect(await failuresOf(wholeFile(told))).toEqual([expect.objectContaining({ code: "step_failed" })]);
  });

  it.each([["when", ruleExample], ...matchers.map(({ name, example }) => [name, example])])(
    "the matcher %s",
    async (_name, example) => {
      expect(await failuresOf(wholeFile(listOf("script", `${example}\n${happenings}`)))).toEqual([]);
    },
  );

  it.each(expectations.map(({ name, example }) => [name, example]))(
    "the expectation %s",
    async (_name, example) => {
      const text = wholeFile(listOf("script", happenings), listOf("expect", example));
      expect(await failuresOf(text)).toEqual([]);
    },
  );

  it.each(Object.entries(frameExamples).filter(([key]) => key !== "agent"))(
    "the key %s",
    async (key, example) => {
      const happens = key === "expect" ? [listOf("script", happenings)] : [];
      expect(await failuresOf(wholeFile(example, ...happens))).toEqual([]);
    },
  );

  it("the key agent, which is read", () => {
    const { scenario } = readScenario(wholeFile(frameExamples["agent"] ?? ""), "story.yaml");
    expect(scenario.agent).toMatchObject({ command: ["node", "agent.js"], exit: 0 });
  });

  it.each(referenceRows.map(([reference, , items]) => [reference, items]))(
    "the reference %s",
    async (_reference, items) => {
      expect(await failuresOf(wholeFile(listOf("script", items)))).toEqual([]);
    },
  );
});

it("has an example for every top-level key", () => {
  const keys = playedKeys(frameSchema()).map(([key]) => key);
  expect(Object.keys(frameExamples).toSorted()).toEqual(keys.toSorted());
});

it.each(traps)("shows that %s is wrong, and is right about %s", async (wrong, right) => {
  expect(firstMistake(wholeFile(listOf("script", wrong))).cure).not.toBe("");
  expect(await failuresOf(wholeFile(listOf("script", right)))).toEqual([]);
});
