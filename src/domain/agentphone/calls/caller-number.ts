import { RingbackError } from "../../../kernel/errors.ts";
import type { PhoneAgent, PhoneNumber } from "../../../world/agentphone-entities.ts";
import type { AgentPhone } from "../agentphone.ts";

/** The number that an agent calls from: the wanted one of its own, else the one attached the longest. */
export const callerNumber = (
  { numbers }: AgentPhone,
  { id, name, accountId }: PhoneAgent,
  wanted: string | undefined,
): PhoneNumber => {
  const own = numbers.ofAgent(id);
  const chosen = wanted === undefined ? own[0] : own.find((number) => number.id === wanted);
  if (chosen !== undefined) return chosen;
  if (wanted !== undefined) {
    const { phoneNumber } = numbers.get(accountId, wanted);
    throw new RingbackError("not_possible", `${phoneNumber} is not attached to the agent ${name} (${id}).`, {
      says: "fromNumberId does not belong to this agent.",
    });
  }
  throw new RingbackError(
    "not_possible",
    `The agent ${name} (${id}) has no number to call from. Attach one with POST /v1/agents/${id}/numbers.`,
    { says: "Agent has no phone number attached." },
  );
};
