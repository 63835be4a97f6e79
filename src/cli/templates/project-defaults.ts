import type { Template } from "./template.ts";

/** What `ringback test` takes for granted in the project. */
export const projectDefaults: Template = {
  file: "ringback.yaml",
  summary: "what `ringback test` plays, and what starts your agent",
  suits: () => true,
  content: () => `scenarios: [scenarios/]
# What starts your agent. It finds the phone services' URLs and keys in its environment.
command: [node, scenarios/example-agent.mjs]
`,
};
