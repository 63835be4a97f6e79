import type { Invoke } from "../../api/invoke.ts";
import { writeFaultAnswer } from "../../api/control/fault-answer.ts";
import { RingbackError } from "../../kernel/errors.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { fillReferences } from "../references/references.ts";
import { valueOfReference } from "../references/value-of-reference.ts";
import type { ScenarioRun, World } from "../run-rows.ts";
import type { Scenario, ScenarioFault } from "../scenario.ts";
import { faultKeeper } from "./fault-keeper.ts";
import type { FaultData } from "./faults.ts";

/** What the entries of a file's frame became in the world, by their names. */
export interface FurnishedFrame {
  readonly lineNames: Readonly<Record<string, string>>;
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
  for (const [name, person] of Object.entries(scenario.people)) {
    await ask(`people.${name}`, "control.people.add", { name, ...person });
  }
  const accountIds = await openAccounts(scenario, ask, defaultAccount);
  const { settings } = scenario;
  if (settings !== undefined) {
    await ask("settings", "control.storeSettings.change", { accountId: defaultAccount, ...settings });
  }
  return { accountIds, lineNames: await rentLines(scenario, ask, accountIds) };
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
    await faultKeeper(world, run.id, fault.where).keepFault(id, fault);
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
  for (const [name, { walletCents, policies }] of Object.entries(accounts)) {
    const entry = `accounts.${name}`;
    const walletUsd = walletCents === undefined ? undefined : walletCents / 100;
    const wallet = walletUsd === undefined ? {} : { walletUsd };
    if (name !== "default") {
      const { account } = await ask(entry, "control.accounts.create", { name, ...wallet });
      ids[name] = typeof account === "string" ? account : "";
    } else if (walletUsd !== undefined) {
      await ask(entry, "control.wallet.set", { accountId: defaultAccount, walletUsd });
    }
    if (policies === undefined) continue;
    await ask(entry, "control.policies.set", { ownerId: ids[name] ?? "", rules: policies });
  }
  return ids;
};

const rentLines = async (
  { lines }: Scenario,
  ask: Ask,
  accountIds: Readonly<Record<string, string>>,
): Promise<Record<string, string>> => {
  const numbers: Record<string, string> = {};
  for (const [name, { balanceCents, account, ...line }] of Object.entries(lines)) {
    const { number } = await ask(`lines.${name}`, "control.lines.create", {
      ...line,
      ...(balanceCents !== undefined && { balanceMinor: balanceCents }),
      ...(account !== undefined && { accountId: accountIds[account] ?? account }),
    });
    numbers[name] = typeof number === "string" ? number : "";
  }
  return numbers;
};
