import type { Behaviour } from "../support/behaviour.ts";

/** What ringback plays of AgentPhone: scenarios. */
export const phoneScenarios = {} satisfies Readonly<Record<string, Behaviour>>;
