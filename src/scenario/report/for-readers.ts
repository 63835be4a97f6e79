import { stripVTControlCharacters } from "node:util";
import { withoutKeys } from "../../kernel/without-keys.ts";
import type { AgentReport, Report, ScenarioResult } from "./report.ts";

/** A result as any report may show it: no keys in it, and the agent's output as plain lines. */
export const resultForReaders = (result: ScenarioResult): ScenarioResult => {
  const { agent } = result;
  return maskAll(agent === undefined ? result : { ...result, agent: plainAgent(agent) });
};

/** A report as any reader may see it. */
export const reportForReaders = (report: Report): Report => ({
  ...report,
  results: report.results.map(resultForReaders),
});

/** Colours go first, or one in the middle of a key would hide it. */
const plainAgent = (agent: AgentReport): AgentReport => {
  const plain = stripVTControlCharacters(agent.output).replaceAll(/\r\n?/g, "\n");
  // What was cut off may have been the beginning of a key.
  const output = agent.cut > 0 ? plain.replace(/^[\w.-]{1,300}/, "") : plain;
  return { ...agent, output, cut: agent.cut + plain.length - output.length };
};

/** As text, so that no field can be forgotten; no letter of a key is ever escaped in JSON. */
const maskAll = (result: ScenarioResult): ScenarioResult =>
  JSON.parse(withoutKeys(JSON.stringify(result))) as ScenarioResult;
