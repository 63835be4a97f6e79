import type { accountOperations } from "../../contract/control/accounts.ts";
import type { Accounts } from "../../domain/accounts/accounts.ts";
import { dollarsToMills, dollarsToMinor, millsToDollars, minorToDollars } from "../../kernel/money.ts";
import type { Account, StoreSettings } from "../../world/entities.ts";
import type { Tables } from "../../world/tables.ts";
import type { HandlersOf } from "../context.ts";
import { readDuration } from "./read-duration.ts";

export const accountHandlers: HandlersOf<typeof accountOperations> = {
  "control.accounts.create": ({ name, walletUsd, creditUsd }, { running }) => {
    const walletMinor = walletUsd === undefined ? undefined : dollarsToMinor(walletUsd);
    const creditMills = creditUsd === undefined || creditUsd === null ? undefined : dollarsToMills(creditUsd);
    const credit = creditMills === undefined ? {} : { creditMills };
    const { account, agentId, key, phoneKey } = running.domain.accounts.create(name, walletMinor, credit);
    return { account: account.id, agent: agentId, key, phoneKey };
  },
  "control.accounts.list": (_input, { running }) => {
    const { tables } = running.world;
    const top = [...tables.accounts.all()].filter(({ parentId }) => parentId === undefined);
    return { accounts: top.map((account) => writeAccount(account, tables)) };
  },
  "control.agents.create": ({ accountId, name }, { running }) =>
    mintKeys(running.domain.accounts.addAgent(accountId, name), running.domain.accounts),
  "control.keys.create": ({ agentId }, { running }) => mintKeys(agentId, running.domain.accounts),
  "control.wallet.get": ({ accountId }, { running }) => ({
    account: accountId,
    walletUsd: minorToDollars(running.domain.accounts.get(accountId).walletMinor),
  }),
  "control.wallet.set": ({ accountId, walletUsd }, { running }) => {
    running.domain.wallets.set(accountId, dollarsToMinor(walletUsd) ?? 0, "control");
    return {
      account: accountId,
      walletUsd: minorToDollars(running.domain.accounts.get(accountId).walletMinor),
    };
  },
  "control.policies.get": ({ ownerId }, { running }) => {
    const { layer, rules } = running.domain.policies.get(ownerId);
    return { owner: ownerId, layer, rules: { ...rules } as never };
  },
  "control.policies.set": ({ ownerId, rules }, { running }) => {
    const { layer } = running.domain.policies.set(ownerId, rules);
    return { owner: ownerId, layer, rules };
  },
  "control.storeSettings.get": ({ accountId }, { running }) =>
    toSettings(running.domain.accounts.settings(accountId)),
  "control.storeSettings.change": ({ accountId, quoteLifetime, largestTopupUsd, ...flags }, { running }) => {
    const change = Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));
    const settings = running.domain.accounts.changeSettings(accountId, {
      ...change,
      ...(quoteLifetime !== undefined && { quoteLifetimeMs: readDuration(quoteLifetime) }),
      ...(largestTopupUsd !== undefined && { largestTopupMinor: dollarsToMinor(largestTopupUsd) ?? 0 }),
    });
    return toSettings(settings);
  },
};

const mintKeys = (agent: string, accounts: Accounts) => ({
  agent,
  key: accounts.mintKey(agent),
  phoneKey: accounts.mintPhoneKey(agent),
});

const writeAccount = (
  { id, name, walletMinor, creditMills }: Account,
  { accounts, agents, keys }: Tables,
) => {
  const held = keys.by("account", id);
  const phoneKeys = held.filter((key) => key.id.startsWith("sk_")).length;
  return {
    account: id,
    name,
    walletUsd: minorToDollars(walletMinor),
    agents: agents.by("account", id).map((agent) => agent.id),
    keys: held.length - phoneKeys,
    phoneKeys,
    creditUsd: creditMills === undefined ? null : millsToDollars(creditMills),
    subAccounts: accounts.by("parent", id).map((account) => account.id),
  };
};

const toSettings = ({ id, largestTopupMinor, ...settings }: StoreSettings) => ({
  account: id,
  ...settings,
  largestTopupUsd: minorToDollars(largestTopupMinor),
});
