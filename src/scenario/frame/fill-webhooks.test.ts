import { expect, it } from "vitest";
import { readScenario } from "../read-scenario.ts";
import type { Scenario } from "../scenario.ts";
import { fillWebhooks } from "./fill-webhooks.ts";

const bare: Scenario = { version: 1, name: "bare", clock: {}, people: {}, lines: {}, script: [] };
const environment = { AGENT_URL: "http://127.0.0.1:4000" };

it("fills the URLs of webhooks and of hostedVoice, an account's own too, and nothing else", () => {
  const settings = (hostedVoice: string) => ({
    store: {},
    agentphone: { hostedVoice, planName: "${env.NO}" },
  });
  const filled = fillWebhooks(
    {
      ...bare,
      agents: { desk: { webhook: "${env.AGENT_URL}/webhook" }, other: { prompt: "${env.NO}" } },
      settings: settings("${env.AGENT_URL}/voice"),
      accounts: { client: { settings: settings("${env.AGENT_URL}/client") }, plain: {} },
    },
    environment,
  );
  expect(filled).toEqual({
    ...bare,
    agents: { desk: { webhook: "http://127.0.0.1:4000/webhook" }, other: { prompt: "${env.NO}" } },
    settings: settings("http://127.0.0.1:4000/voice"),
    accounts: { client: { settings: settings("http://127.0.0.1:4000/client") }, plain: {} },
  });
  expect(fillWebhooks(bare, environment)).toEqual(bare);
});

it("reads where hosted agents are played, and the oddities of the live service", () => {
  const { scenario } = readScenario(
    [
      "version: 1",
      "name: x",
      "settings:",
      '  hostedVoice: "${env.AGENT_URL}/voice"',
      "  voiceOddities: [role-history, none-duration]",
    ].join("\n"),
    "a.yaml",
  );
  expect(fillWebhooks(scenario, environment).settings).toEqual({
    store: {},
    agentphone: {
      hostedVoice: "http://127.0.0.1:4000/voice",
      voiceOddities: ["role-history", "none-duration"],
    },
  });
});
