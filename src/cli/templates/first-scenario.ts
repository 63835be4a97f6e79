import type { Template } from "./template.ts";

/** The scenario that everything else of `init` plays. */
export const firstScenario: Template = {
  file: "scenarios/sign-up-code.yaml",
  summary: "a story: a code arrives, and the agent reads it",
  suits: () => true,
  content: ({ hasPackage }) => `${hasPackage ? schemaLine : ""}${story}`,
};

const schemaLine = "# yaml-language-server: $schema=../node_modules/ringback/schema/scenario.schema.json\n";

const story = `version: 1
name: A sign-up code arrives and is read
# The same seed gives the same ids, codes and times, run after run.
seed: 7

# People stand at the other end of the line.
people:
  acme: { number: +14155550123 }

# Numbers that exist before the agent starts. Leave it out to let the agent rent its own.
lines:
  inbox: { provider: store, country: US, number: +12125550186, balanceUsd: 10 }

# What happens. \`after\` is the world's time: nobody really waits 20 seconds.
script:
  - after: 20s
    otp: { from: acme, to: inbox, digits: 6, expiresIn: 5m }

# The verdict: what the agent has to do, and what it must not need.
expect:
  - message.read: { line: inbox }
    within: 5m
  - budget: { requests: 50, refusals: 0 }
`;
