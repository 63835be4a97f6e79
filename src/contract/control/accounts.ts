import * as z from "zod";
import { dollarsField, idField } from "../fields.ts";
import { durationField } from "./clock.ts";
import { control } from "./declare.ts";

const minorField = () => z.int().min(0).max(1e12).optional();
const names = () => z.array(z.string().max(64)).max(100).optional();
const wallet = () => z.strictObject({ account: z.string(), walletUsd: z.string() });
/** A key of the store's and one of AgentPhone's. */
const keyPair = () => ({ key: z.string(), phoneKey: z.string() });
const ofAccount = () => z.object({ accountId: idField() });

const policyRules = () =>
  z.strictObject({
    maxPerPurchaseMinor: minorField(),
    maxPerDayMinor: minorField(),
    maxPerMonthMinor: minorField(),
    allowedCategories: names(),
    allowedCatalogItemIds: names(),
    allowedCountryCodes: names(),
    allowTopups: z.boolean().optional(),
  });
const policy = () => z.strictObject({ owner: z.string(), layer: z.string(), rules: policyRules() });

const storeSettings = () =>
  z.strictObject({
    account: z.string(),
    markReadOnGet: z.boolean(),
    quoteLifetimeMs: z.int(),
    showQuoteExpiry: z.boolean(),
    showCallLogExtras: z.boolean(),
    largestTopupUsd: z.string(),
  });

export const accountOperations = {
  "control.accounts.create": control({
    name: "control.accounts.create",
    summary:
      "Opens an account with a wallet, an agent and a key for each vendor. `creditUsd` bounds what it may spend at AgentPhone.",
    effect: "write",
    input: () =>
      z.object({
        name: z.string().min(1).max(100),
        walletUsd: dollarsField().max(1e9).optional(),
        creditUsd: dollarsField().max(1e9).nullish(),
      }),
    output: () => z.strictObject({ account: z.string(), agent: z.string(), ...keyPair() }),
    rest: { method: "POST", path: "/_ringback/accounts", success: 201 },
    tool: "account_create",
  }),
  "control.accounts.list": control({
    name: "control.accounts.list",
    summary:
      "Lists the accounts, the default one first, with their agents, the number of their keys for each vendor and their sub-accounts at AgentPhone.",
    effect: "read",
    input: () => z.object({}),
    output: () =>
      z.strictObject({
        accounts: z.array(
          z.strictObject({
            account: z.string(),
            name: z.string(),
            walletUsd: z.string(),
            agents: z.array(z.string()),
            keys: z.int(),
            phoneKeys: z.int(),
            creditUsd: z.string().nullable(),
            subAccounts: z.array(z.string()),
          }),
        ),
      }),
    rest: { method: "GET", path: "/_ringback/accounts", success: 200 },
    tool: "account_list",
  }),
  "control.agents.create": control({
    name: "control.agents.create",
    summary: "Adds an agent to an account, with a key of its own for each vendor.",
    effect: "write",
    input: () => z.object({ accountId: idField(), name: z.string().min(1).max(100) }),
    output: () => z.strictObject({ agent: z.string(), ...keyPair() }),
    rest: { method: "POST", path: "/_ringback/accounts/:accountId/agents", success: 201 },
    tool: "agent_create",
    errors: ["not_found"],
  }),
  "control.keys.create": control({
    name: "control.keys.create",
    summary: "Mints one more key for an agent, for each vendor.",
    effect: "write",
    input: () => z.object({ agentId: idField() }),
    output: () => z.strictObject({ agent: z.string(), ...keyPair() }),
    rest: { method: "POST", path: "/_ringback/agents/:agentId/keys", success: 201 },
    tool: "key_create",
    errors: ["not_found"],
  }),
  "control.wallet.get": control({
    name: "control.wallet.get",
    summary: "Reads an account's wallet, in dollars.",
    effect: "read",
    input: ofAccount,
    output: wallet,
    rest: { method: "GET", path: "/_ringback/accounts/:accountId/wallet", success: 200 },
    tool: "wallet_get",
    errors: ["not_found"],
  }),
  "control.wallet.set": control({
    name: "control.wallet.set",
    summary: "Sets what an account's wallet holds, in dollars.",
    effect: "write",
    input: () => z.object({ accountId: idField(), walletUsd: dollarsField().max(1e9) }),
    output: wallet,
    rest: { method: "PUT", path: "/_ringback/accounts/:accountId/wallet", success: 200 },
    tool: "wallet_set",
    errors: ["not_found"],
  }),
  "control.policies.get": control({
    name: "control.policies.get",
    summary: "Reads the spending rules of one layer: an account, an agent or a key.",
    effect: "read",
    input: () => z.object({ ownerId: idField() }),
    output: policy,
    rest: { method: "GET", path: "/_ringback/policies/:ownerId", success: 200 },
    tool: "policy_get",
    errors: ["not_found"],
  }),
  "control.policies.set": control({
    name: "control.policies.set",
    summary: "Replaces the spending rules of one layer. An absent rule allows everything.",
    effect: "write",
    input: () => z.object({ ownerId: idField(), rules: policyRules() }),
    output: policy,
    rest: { method: "PUT", path: "/_ringback/policies/:ownerId", success: 200 },
    tool: "policy_set",
    errors: ["not_found"],
  }),
  "control.storeSettings.get": control({
    name: "control.storeSettings.get",
    summary: "Reads how the store treats an account where its documentation leaves a choice.",
    effect: "read",
    input: ofAccount,
    output: storeSettings,
    rest: { method: "GET", path: "/_ringback/accounts/:accountId/store-settings", success: 200 },
    tool: "store_settings_get",
    errors: ["not_found"],
  }),
  "control.storeSettings.change": control({
    name: "control.storeSettings.change",
    summary:
      "Changes some of these settings; the others stay. A quoteLifetime of 0 lets quotes live for ever.",
    effect: "write",
    input: () =>
      z.object({
        accountId: idField(),
        markReadOnGet: z.boolean().optional(),
        quoteLifetime: durationField().optional(),
        showQuoteExpiry: z.boolean().optional(),
        showCallLogExtras: z.boolean().optional(),
        largestTopupUsd: dollarsField().max(1e9).optional(),
      }),
    output: storeSettings,
    rest: { method: "PATCH", path: "/_ringback/accounts/:accountId/store-settings", success: 200 },
    tool: "store_settings_change",
    errors: ["not_found"],
  }),
};
