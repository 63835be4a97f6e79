import { fillEnvironment } from "../references/fill-environment.ts";
import type { Scenario, ScenarioAccount, ScenarioAgentPhoneAgent, ScenarioSettings } from "../scenario.ts";

type Fill = (text: string) => string;

/** The same scenario with the variables of an environment put into the URLs of its agents' webhooks and of `hostedVoice`. */
export const fillWebhooks = (
  scenario: Scenario,
  environment: Readonly<Record<string, string | undefined>>,
): Scenario => {
  const { agents, accounts, settings } = scenario;
  const fill: Fill = (text) => fillEnvironment(text, environment);
  return {
    ...scenario,
    ...(agents !== undefined && { agents: fillEach(agents, (agent) => fillAgent(agent, fill)) }),
    ...(accounts !== undefined && { accounts: fillEach(accounts, (account) => fillAccount(account, fill)) }),
    ...(settings !== undefined && { settings: fillSettings(settings, fill) }),
  };
};

const fillEach = <Item>(
  items: Readonly<Record<string, Item>>,
  fill: (item: Item) => Item,
): Readonly<Record<string, Item>> =>
  Object.fromEntries(Object.entries(items).map(([name, item]) => [name, fill(item)]));

const fillAgent = (agent: ScenarioAgentPhoneAgent, fill: Fill): ScenarioAgentPhoneAgent => ({
  ...agent,
  ...(agent.webhook !== undefined && { webhook: fill(agent.webhook) }),
  ...(agent.tools !== undefined && {
    tools: fillEach(agent.tools, (tool) => ({ ...tool, url: fill(tool.url) })),
  }),
});

const fillAccount = (account: ScenarioAccount, fill: Fill): ScenarioAccount =>
  account.settings === undefined ? account : { ...account, settings: fillSettings(account.settings, fill) };

const fillSettings = (settings: ScenarioSettings, fill: Fill): ScenarioSettings => {
  const { hostedVoice } = settings.agentphone;
  if (typeof hostedVoice !== "string") return settings;
  return { ...settings, agentphone: { ...settings.agentphone, hostedVoice: fill(hostedVoice) } };
};
