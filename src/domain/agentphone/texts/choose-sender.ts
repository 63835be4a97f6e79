import { RingbackError } from "../../../kernel/errors.ts";
import type { PhoneNumber } from "../../../world/agentphone-entities.ts";
import type { World } from "../../../world/world.ts";
import { readAddressAtOnce } from "../../numbers/read-address.ts";
import type { AgentPhone } from "../agentphone.ts";
import { type TextRequest, refuseRequest } from "./text-request.ts";

/** The number that a text leaves from, once numbers can be read: the one that is written out, else the one named by its id, else the agent's first. */
export const chooseSender = (
  world: World,
  phone: AgentPhone,
  accountId: string,
  { fromNumber, numberId, agentId = "" }: TextRequest,
): PhoneNumber => {
  if (fromNumber !== undefined) return senderByNumber(world, phone, accountId, fromNumber);
  if (numberId !== undefined) return requireActive(phone.numbers.get(accountId, numberId));
  const agent = phone.agents.get(accountId, agentId);
  const [first] = phone.numbers.ofAgent(agent.id);
  if (first !== undefined) return first;
  throw new RingbackError(
    "not_possible",
    `The agent ${agent.id} has no number to text from. Attach one with POST /v1/agents/${agent.id}/numbers.`,
    { says: "Agent has no phone number attached." },
  );
};

const senderByNumber = (
  world: World,
  phone: AgentPhone,
  accountId: string,
  spelling: string,
): PhoneNumber => {
  const { kind, value } = readAddressAtOnce(spelling);
  if (kind !== "phone") throw refuseRequest("from_number must be a telephone number.", "from_number");
  const active = phone.numbers.ofLine(value);
  if (active?.accountId === accountId) return active;
  const former = world.tables.phoneNumbers
    .by("account", accountId)
    .findLast(({ phoneNumber }) => phoneNumber === value);
  if (former !== undefined) return requireActive(former);
  throw new RingbackError("not_found", `This account holds no number ${value}.`, {
    resource: "number",
    id: value,
    says: "Number not found.",
  });
};

const requireActive = (number: PhoneNumber): PhoneNumber => {
  if (number.status === "active") return number;
  throw new RingbackError(
    "not_possible",
    `The number ${number.phoneNumber} was released and sends nothing.`,
    {
      says: "This number has been released.",
    },
  );
};
