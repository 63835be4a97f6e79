import { RingbackError } from "../../../../kernel/errors.ts";
import type { PhoneAgent } from "../../../../world/agentphone-entities.ts";
import type { Call } from "../../../../world/call-entities.ts";
import type { Tool } from "./tool.ts";

/**
 * The tool of that name of a call's agent. Throws `not_possible` where a webhook speaks for the agent, and `not_found`
 * with the tools that there are.
 */
export const findTool = ({ id, plan = {} }: Call, agent: PhoneAgent | undefined, name: string): Tool => {
  if (plan["hosted"] !== true) {
    const message = `A webhook speaks for the agent of the call ${id}: only hosted agents call their tools.`;
    throw new RingbackError("not_possible", message, { id });
  }
  const tools = (agent?.customTools ?? []) as unknown as readonly Tool[];
  const found = tools.find((tool) => tool.name === name);
  if (found !== undefined) return found;
  const names = tools.map((tool) => tool.name);
  const there = names.length === 0 ? "It has none; set its customTools." : `It has ${names.join(", ")}.`;
  throw new RingbackError("not_found", `The agent of the call ${id} has no tool ${name}. ${there}`, {
    resource: "tool",
    id: name,
  });
};
