import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hostTime } from "../../../src/kernel/clock/host-time.ts";
import { runScenarios } from "../../../src/runner/run-scenarios.ts";
import { readScenario } from "../../../src/scenario/read-scenario.ts";
import { ScenarioError } from "../../../src/scenario/scenario-error.ts";
import type { StepDefinition } from "../../../src/scenario/steps/step-definition.ts";
import type { ScenarioResult } from "../../../src/scenario/report/report.ts";

/** A hosted agent and a call of its to acme, for steps that are played in calls. */
const callFrame = "agents: { desk: { voiceMode: hosted, prompt: Do you have a table? } }\n";
const placed =
  "- request: { operation: agentphone.calls.create, with: { agentId: '${agents.desk.id}', toNumber: '${people.acme.number}' } }";

const sent =
  "- request: { operation: agentphone.messages.send, with: { agent_id: '${agents.desk.id}', to_number: '${people.acme.number}', body: Hello } }\n- after: 2s\n  note: It has come.\n";

/** What has to have happened before some steps can be done. */
const before: Readonly<Record<string, string>> = { reaction: sent, receipt: sent };

/** A whole file in which a step's example is played: those of calls in one that is placed to acme. */
export const fileOfStep = ({ name, example, inCall }: StepDefinition): string => {
  if (inCall === undefined) return wholeFile(listOf("script", `${before[name] ?? ""}${example}`));
  const first = name === "agent" ? "- say: Hello?\n" : "";
  const rule = `- when: { call.placed: { to: acme } }\n  do:\n${`${first}${example}`.replaceAll(/^/gm, "    ")}`;
  return wholeFile(callFrame, listOf("script", `${rule}\n${placed}`));
};

const frame: Readonly<Record<string, string>> = {
  version: "version: 1",
  name: "name: An example of the reference page",
  people: "people: { acme: { number: +14155550123 } }",
  lines:
    "lines: { inbox: { provider: store, country: US, type: local, number: +12125550186, balanceUsd: 10 } }",
};

/** What stands around pieces that speak of AgentPhone. */
const phoneFrame: Readonly<Record<string, string>> = {
  ...frame,
  people: "people: { acme: { number: +14155550123, imessage: true } }",
  agents: "agents: { desk: {} }",
  lines: `${frame["lines"]?.replace(/ }$/, "")}, desk-line: { provider: agentphone, country: US, type: imessage, agent: desk } }`,
};

/**
 * A whole file around pieces of top-level YAML: what they do not say is said for them. `acme` is a person, `inbox` a line;
 * where a piece speaks of `desk`, that is an agent of AgentPhone and `desk-line` its number.
 */
export const wholeFile = (...pieces: readonly string[]): string => {
  const said = pieces.join("\n");
  const around = /\bdesk\b/.test(said) ? phoneFrame : frame;
  const rest = Object.entries(around).filter(([key]) => !new RegExp(`^${key}:`, "m").test(said));
  return `${[...rest.map(([, piece]) => piece), said].join("\n")}\n`;
};

/** A list of items under a key. */
export const listOf = (key: string, items: string): string => `${key}:\n${items.replaceAll(/^/gm, "  ")}`;

/** Plays a text to its end, each row of its examples, and judges it. */
export const playText = async (text: string): Promise<readonly ScenarioResult[]> => {
  const results: ScenarioResult[] = [];
  const folder = mkdtempSync(join(tmpdir(), "ringback-page-"));
  try {
    writeFileSync(join(folder, "common.yaml"), "people: { plumber: { number: +14155550124 } }\n");
    writeFileSync(join(folder, "story.yaml"), text);
    const watch = {
      realTime: hostTime,
      begins: () => {},
      ended: (result: ScenarioResult) => void results.push(result),
      interrupted: new AbortController().signal,
    };
    await runScenarios({ paths: [join(folder, "story.yaml")], jobs: 1 }, watch);
    return results;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** What reading a text says is wrong with it: the first mistake. */
export const firstMistake = (text: string): { readonly message: string; readonly cure: string } => {
  try {
    readScenario(text, "story.yaml");
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    const [{ message, cure = "" } = { message: "", cure: "" }] = error.diagnostics;
    return { message, cure };
  }
  throw new Error(`Nothing is wrong with ${text}`);
};
