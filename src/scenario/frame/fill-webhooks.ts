import { fillEnvironment } from "../references/fill-environment.ts";
import type { Scenario } from "../scenario.ts";

/** The same scenario with the variables of an environment put into the URLs of its agents' webhooks. */
export const fillWebhooks = (
  scenario: Scenario,
  environment: Readonly<Record<string, string | undefined>>,
): Scenario => {
  const { agents } = scenario;
  if (agents === undefined) return scenario;
  const filled = Object.entries(agents).map(([name, agent]) => {
    const { webhook } = agent;
    return [
      name,
      webhook === undefined ? agent : { ...agent, webhook: fillEnvironment(webhook, environment) },
    ];
  });
  return { ...scenario, agents: Object.fromEntries(filled) as typeof agents };
};
