import type { agentsOperations } from "../../contract/agentphone/agents.ts";
import type { InputOf } from "../../contract/operation.ts";
import { usualAgent } from "../../domain/agentphone/agents/agent-rules.ts";
import type { AgentChange } from "../../domain/agentphone/agents/phone-agents.ts";
import { toMillisecondText } from "../../kernel/time-text.ts";
import type { PhoneAgent, PhoneNumber } from "../../world/agentphone-entities.ts";
import type { HandlersOf } from "../context.ts";
import type { RunningWorld } from "../running-world.ts";
import { usualPage } from "./usual-page.ts";

export const agentsHandlers: HandlersOf<typeof agentsOperations> = {
  "agentphone.agents.list": ({ limit = usualPage, offset }, { running, caller }) => {
    const { rows, total } = running.domain.agentphone.agents.list(caller.accountId, { limit, offset });
    return { data: rows.map((agent) => writeAgent(agent, running)), total };
  },
  "agentphone.agents.create": ({ name, ...settings }, { running, caller }) => {
    const { agents } = running.domain.agentphone;
    return writeAgent(agents.create(caller.accountId, { name, ...readSettings(settings) }), running);
  },
  "agentphone.agents.get": ({ agent_id }, { running, caller }) =>
    writeAgent(running.domain.agentphone.agents.get(caller.accountId, agent_id), running),
  "agentphone.agents.update": ({ agent_id, name, ...settings }, { running, caller }) => {
    const { agents } = running.domain.agentphone;
    const change = { name: name ?? undefined, ...readSettings(settings) };
    return writeAgent(agents.change(caller.accountId, agent_id, change), running);
  },
  "agentphone.agents.delete": ({ agent_id }, { running, caller }) => {
    const { id, name } = running.domain.agentphone.agents.remove(caller.accountId, agent_id);
    return { success: true, id, name };
  },
  "agentphone.agents.numbers.attach": ({ agent_id, numberId }, { running, caller }) => {
    const number = running.domain.agentphone.numbers.attach(caller.accountId, agent_id, numberId);
    return { agentId: agent_id, number: writeAgentNumber(number) };
  },
  "agentphone.agents.numbers.detach": ({ agent_id, number_id }, { running, caller }) => {
    running.domain.agentphone.numbers.detach(caller.accountId, agent_id, number_id);
    return { success: true };
  },
};

type Settings = Omit<InputOf<(typeof agentsOperations)["agentphone.agents.create"]>, "name">;

/** What the wire says about an agent, as the domain has it: null is what is usual, and an empty text is none. */
const readSettings = (settings: Settings): Omit<AgentChange, "name"> => {
  const usual: Readonly<Record<string, unknown>> = usualAgent;
  const read = Object.entries(settings).map(([name, value]) => [
    name,
    value === null || (value === "" && clearedByEmpty.has(name)) ? usual[name] : value,
  ]);
  return Object.fromEntries(read) as Omit<AgentChange, "name">;
};

const clearedByEmpty = new Set(["transferNumber", "voicemailMessage"]);

const writeAgent = (agent: PhoneAgent, running: RunningWorld) => {
  const { accountId: _account, createdAt, customTools, ...fields } = agent;
  return {
    ...fields,
    customTools: [...customTools],
    createdAt: toMillisecondText(createdAt),
    numbers: running.domain.agentphone.numbers.ofAgent(agent.id).map(writeAgentNumber),
  };
};

const writeAgentNumber = ({ id, phoneNumber, status, type }: PhoneNumber) => ({
  id,
  phoneNumber,
  status,
  type,
});
