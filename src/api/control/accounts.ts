import type { accountOperations } from "../../contract/control/accounts.ts";
import { dollarsToMinor, minorToDollars } from "../../kernel/money.ts";
import type { StoreSettings } from "../../world/entities.ts";
import type { HandlersOf } from "../context.ts";
import { readDuration } from "./read-duration.ts";

export const accountHandlers: HandlersOf<typeof accountOperations> = {
  "control.accounts.create": ({ name, walletUsd }, { running }) => {
    const walletMinor = walletUsd === undefined ? undefined : dollarsToMinor(walletUsd);
    const { account, agentId, key } = running.domain.accounts.create(name, walletMinor);
    return { account: account.id, agent: agentId, key };
  },
  "control.accounts.list": (_input, { running }) => {
    const { accounts, agents, keys } = running.world.tables;
    return {
      accounts: [...accounts.all()].map(({ id, name, walletMinor }) => ({
        account: id,
        name,
        walletUsd: minorToDollars(walletMinor),
        agents: agents.by("account", id).map((agent) => agent.id),
        keys: keys.by("account", id).length,
      })),
    };
  },
  "control.agents.create": ({ accountId, name }, { running }) => {
    const agent = running.domain.accounts.addAgent(accountId, name);
    return { agent, key: running.domain.accounts.mintKey(agent) };
  },
  "control.keys.create": ({ agentId }, { running }) => ({
    agent: agentId,
    key: running.domain.accounts.mintKey(agentId),
  }),
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

const toSettings = ({ id, largestTopupMinor, ...settings }: StoreSettings) => ({
  account: id,
  ...settings,
  largestTopupUsd: minorToDollars(largestTopupMinor),
});
