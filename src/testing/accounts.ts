import type { InputOf, OutputOf, Operations } from "../contract/operations.ts";
import type { Ask } from "./world-port.ts";

/** An account to open. Amounts are dollars with at most two decimals. */
export interface AccountRequest {
  readonly name: string;
  /** What it may spend at the store. */
  readonly walletUsd?: number;
  /** What it may spend at AgentPhone; null, the default, is without end. */
  readonly creditUsd?: number | null;
}

/** An account that was just opened. */
export interface OpenedAccount {
  /** Its id. */
  readonly account: string;
  /** The store's agent that its first keys belong to. */
  readonly agent: string;
  /** The store's key. */
  readonly key: string;
  /** AgentPhone's key. */
  readonly phoneKey: string;
}

/** How AgentPhone treats an account where public sources leave a choice: each setting and its value. */
export type PhoneProfile = OutputOf<Operations["control.profiles.get"]>;

/** Settings to change; those that are not named stay. */
export type ProfileChange = Omit<InputOf<Operations["control.profiles.change"]>, "accountId">;

/** What an account was charged at AgentPhone, in dollars such as `3.018`. */
export interface PhoneCosts {
  readonly costUsd: string;
  readonly totals: readonly { readonly kind: string; readonly count: number; readonly costUsd: string }[];
}

/** The accounts of a world. Where an account is left out, its id is that of the default account. Each throws `not_found`. */
export interface Accounts {
  /** Opens an account with keys of its own: `ask(operation, input, { key })` asks as that account. */
  create(request: AccountRequest): Promise<OpenedAccount>;
  /** How AgentPhone treats it: 10DLC before texts, an empty balance, rate limits and so on. */
  profile(account?: string): Promise<PhoneProfile>;
  /** Changes some of these settings, from now on. Throws `validation_error` for a value that a setting cannot have. */
  changeProfile(change: ProfileChange, account?: string): Promise<PhoneProfile>;
  /** What it may still spend at AgentPhone, in dollars such as `4.991`; null is without end. */
  credit(account?: string): Promise<string | null>;
  /** Sets that, in dollars with at most two decimals; null is without end. Answers what it is now. */
  setCredit(dollars: number | null, account?: string): Promise<string | null>;
  /** What it was charged at AgentPhone so far, whole and by kind. */
  costs(account?: string): Promise<PhoneCosts>;
}

/** The accounts of the world that is asked. */
export const accountsOf = (ask: Ask): Accounts => {
  const idOf = async (account: string | undefined): Promise<string> =>
    account ?? (await ask("control.accounts.list", {})).accounts[0]?.account ?? "";
  return {
    create: (request) => ask("control.accounts.create", request),
    profile: async (account) => ask("control.profiles.get", { accountId: await idOf(account) }),
    changeProfile: async (change, account) =>
      ask("control.profiles.change", { ...change, accountId: await idOf(account) }),
    credit: async (account) =>
      (await ask("control.credit.get", { accountId: await idOf(account) })).creditUsd,
    setCredit: async (creditUsd, account) =>
      (await ask("control.credit.set", { creditUsd, accountId: await idOf(account) })).creditUsd,
    costs: async (account) => {
      const accountId = await idOf(account);
      const { costUsd, totals } = await ask("control.ledger.list", { accountId, limit: 1 });
      return { costUsd, totals };
    },
  };
};
