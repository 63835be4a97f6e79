import type { peopleOperations } from "../../contract/control/people.ts";
import type { InputOf, OutputOf } from "../../contract/operation.ts";
import { RingbackError } from "../../kernel/errors.ts";
import type { RunningWorld } from "../running-world.ts";

type Creation = (typeof peopleOperations)["control.lines.create"];
type Request = InputOf<Creation>;

/** Puts a number of either service on the network for an account. */
export const createLine = (request: Request, running: RunningWorld): Promise<OutputOf<Creation>> =>
  request.provider === "store" ? createStoreLine(request, running) : createPhoneLine(request, running);

const createStoreLine = async (request: Request, running: RunningWorld): Promise<OutputOf<Creation>> => {
  const {
    provider,
    country,
    type = "local",
    number,
    locality,
    balanceMinor = 0,
    accountId,
    agentId,
  } = request;
  if (agentId !== undefined) throw misplaced("agentId", "a number of the store is attached to no agent");
  const { accounts, services } = running.domain;
  const configuration = {
    countryCode: country,
    numberType: type,
    capabilities: ["sms", "voice"],
    locality,
    initialBalanceMinor: balanceMinor,
  };
  const owner = accountId === undefined ? accounts.default() : accounts.firstAgent(accountId);
  const service = await services.rentPhone(owner, configuration, { number });
  return { number: service.lineId, provider, serviceId: service.id };
};

const createPhoneLine = async (request: Request, running: RunningWorld): Promise<OutputOf<Creation>> => {
  const { provider, country, type = "sms", number, locality, balanceMinor, accountId, agentId } = request;
  if (balanceMinor !== undefined) {
    throw misplaced(
      "balanceMinor",
      "a number of AgentPhone has no balance of its own; the account's credit pays",
    );
  }
  if (country !== "US" && country !== "CA") throw unsupported("country", country, ["US", "CA"]);
  if (type !== "sms" && type !== "imessage") throw unsupported("type", type, ["sms", "imessage"]);
  const { accounts, agentphone } = running.domain;
  const owner = accounts.get(accountId ?? accounts.default().accountId).id;
  const { id, phoneNumber } = await agentphone.numbers.declare(owner, {
    country,
    type,
    number,
    locality,
    agentId,
  });
  return { number: phoneNumber, provider, numberId: id };
};

const misplaced = (path: string, message: string): RingbackError =>
  new RingbackError("validation_error", `${path}: ${message}.`, { issues: [{ path, message }] });

const unsupported = (field: string, wanted: string, allowed: readonly string[]): RingbackError =>
  new RingbackError(
    "unsupported_configuration",
    `AgentPhone has no numbers for ${field} ${wanted}. Choose one of: ${allowed.join(", ")}.`,
    { field, allowed: [...allowed] },
  );
