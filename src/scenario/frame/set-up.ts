import type { Invoke } from "../../api/invoke.ts";
import { writeFaultAnswer } from "../../api/control/fault-answer.ts";
import { RingbackError } from "../../kernel/errors.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { fillReferences } from "../references/references.ts";
import { valueOfReference } from "../references/value-of-reference.ts";
import type { ScenarioRun, World } from "../run-rows.ts";
import type { Scenario, ScenarioFault, ScenarioSettings } from "../scenario.ts";
import { keepFault } from "./keep-fault.ts";
import { agentWish } from "./agent-wish.ts";
import type { FaultData } from "./faults.ts";

/** What the entries of a file's frame became in the world, by their names. */
export interface FurnishedFrame {
  readonly lineNames: Readonly<Record<string, string>>;
  readonly lineIds: Readonly<Record<string, string>>;
  readonly agentIds: Readonly<Record<string, string>>;
  readonly accountIds: Readonly<Record<string, string>>;
}

type Ask = (entry: string, operation: string, input: JsonObject) => Promise<JsonObject>;

/** Gives a scenario's people their telephones, opens its accounts, applies its settings and rents its lines. */
export const setUpFrame = async (
  scenario: Scenario,
  invoke: Invoke,
  defaultAccount: string,
): Promise<FurnishedFrame> => {
  const ask = askFor(invoke);
  for (const [name, { says, ...person }] of Object.entries(scenario.people)) {
    await ask(`people.${name}`, "control.people.add", { name, ...person });
    if (says === undefined) continue;
    await ask(`people.${name}`, "control.people.instruct", { number: person.number, says });
  }
  const accountIds = await openAccounts(scenario, ask, defaultAccount);
  await applySettings("settings", scenario.settings, ask, defaultAccount);
  const agentIds = await makeAgents(scenario, ask, accountIds);
  return { accountIds, agentIds, ...(await rentLines(scenario, ask, accountIds, agentIds)) };
};

/** Sets a fault and answers its id. */
export const addFault = async (
  { api, times, chance, answer }: FaultData,
  invoke: (operation: string, input: JsonObject) => Promise<JsonObject>,
): Promise<string> => {
  const { faultId } = await invoke("control.faults.add", {
    point: api,
    ...(times !== undefined && { times }),
    ...(chance !== undefined && { chance }),
    answer: writeFaultAnswer(answer) as JsonObject,
  });
  return typeof faultId === "string" ? faultId : "";
};

/** Sets the faults that there are from the beginning. */
export const setUpFaults = async (world: World, run: ScenarioRun, invoke: Invoke): Promise<void> => {
  const { faults = [] } = run.document as Scenario;
  const ask = askFor(invoke);
  for (const [place, fault] of faults.entries()) {
    const filled = fillReferences(fault, (reference) => valueOfReference(reference, run)) as ScenarioFault;
    const id = await addFault(filled, (operation, input) => ask(`faults[${place}]`, operation, input));
    keepFault(world, run.id, id, fault);
  }
};

/** A refusal is told with the name of the entry that asked. */
const askFor =
  (invoke: Invoke): Ask =>
  async (entry, operation, input) => {
    try {
      return await invoke(operation, input);
    } catch (error) {
      if (!(error instanceof RingbackError)) throw error;
      throw new RingbackError("scenario_invalid", `${entry}: ${error.message}`, { entry }, { cause: error });
    }
  };

const openAccounts = async (
  { accounts = {} }: Scenario,
  ask: Ask,
  defaultAccount: string,
): Promise<Record<string, string>> => {
  const ids: Record<string, string> = { default: defaultAccount };
  for (const [name, { walletCents, creditCents, policies, settings }] of Object.entries(accounts)) {
    const entry = `accounts.${name}`;
    const walletUsd = walletCents === undefined ? undefined : walletCents / 100;
    const wallet = walletUsd === undefined ? {} : { walletUsd };
    if (name !== "default") {
      const { account } = await ask(entry, "control.accounts.create", { name, ...wallet });
      ids[name] = typeof account === "string" ? account : "";
    } else if (walletUsd !== undefined) {
      await ask(entry, "control.wallet.set", { accountId: defaultAccount, walletUsd });
    }
    if (creditCents !== undefined) {
      const credit = { accountId: ids[name] ?? "", creditUsd: creditCents / 100 };
      await ask(entry, "control.credit.set", credit);
    }
    await applySettings(`${entry}.settings`, settings, ask, ids[name] ?? "");
    if (policies === undefined) continue;
    await ask(entry, "control.policies.set", { ownerId: ids[name] ?? "", rules: policies });
  }
  return ids;
};

/** Tells each service how it is to treat an account. */
const applySettings = async (
  entry: string,
  { store = {}, agentphone = {} }: Partial<ScenarioSettings> = {},
  ask: Ask,
  accountId: string,
): Promise<void> => {
  const changes = { "control.storeSettings.change": store, "control.profiles.change": agentphone };
  for (const [operation, settings] of Object.entries(changes)) {
    if (Object.keys(settings).length > 0) await ask(entry, operation, { accountId, ...settings });
  }
};

const makeAgents = async (
  { agents = {} }: Scenario,
  ask: Ask,
  accountIds: Ids,
): Promise<Record<string, string>> => {
  const ids: Record<string, string> = {};
  for (const [name, agent] of Object.entries(agents)) {
    const { account } = agent;
    const { agentId } = await ask(`agents.${name}`, "control.phoneAgents.create", {
      name,
      ...agentWish(agent),
      ...(account !== undefined && { accountId: accountIds[account] ?? account }),
    });
    ids[name] = typeof agentId === "string" ? agentId : "";
  }
  return ids;
};

type Ids = Readonly<Record<string, string>>;

const rentLines = async (
  { lines, agents = {} }: Scenario,
  ask: Ask,
  accountIds: Ids,
  agentIds: Ids,
): Promise<Pick<FurnishedFrame, "lineNames" | "lineIds">> => {
  const lineNames: Record<string, string> = {};
  const lineIds: Record<string, string> = {};
  for (const [name, { balanceCents, account: own, agent, ...line }] of Object.entries(lines)) {
    // A number belongs to whom its agent belongs to, unless the file says so itself.
    const account = own ?? (agent === undefined ? undefined : agents[agent]?.account);
    const { number, numberId, serviceId } = await ask(`lines.${name}`, "control.lines.create", {
      ...line,
      ...(balanceCents !== undefined && { balanceMinor: balanceCents }),
      ...(account !== undefined && { accountId: accountIds[account] ?? account }),
      ...(agent !== undefined && { agentId: agentIds[agent] ?? agent }),
    });
    lineNames[name] = typeof number === "string" ? number : "";
    const id = numberId ?? serviceId;
    if (typeof id === "string") lineIds[name] = id;
  }
  return { lineNames, lineIds };
};
