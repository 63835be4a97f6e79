import * as z from "zod";
import { agentphone } from "./declare.ts";
import { idText, pageOf, pageOffset, success, timeText } from "./fields.ts";

const accountName = () => z.string().min(1).max(100);

const subAccount = () =>
  z.strictObject({ id: z.string(), name: z.string(), status: z.literal("active"), createdAt: timeText() });

/** The operations of AgentPhone: sub-accounts. */
export const subAccountsOperations = {
  "agentphone.subAccounts.list": agentphone({
    name: "agentphone.subAccounts.list",
    summary: "Lists sub-accounts, the newest first; all of them unless a limit is given.",
    effect: "read",
    input: () => z.object({ limit: z.int().min(1).max(1_000_000).optional(), offset: pageOffset() }),
    output: () => pageOf(subAccount()),
    rest: {
      method: "GET",
      path: "/v1/sub-accounts",
      success: 200,
      query: { limit: "integer", offset: "integer" },
    },
  }),
  "agentphone.subAccounts.create": agentphone({
    name: "agentphone.subAccounts.create",
    summary: "Makes a sub-account. It shares the key and the money of its maker.",
    effect: "write",
    input: () => z.object({ name: accountName() }),
    output: subAccount,
    rest: { method: "POST", path: "/v1/sub-accounts", success: 200 },
  }),
  "agentphone.subAccounts.update": agentphone({
    name: "agentphone.subAccounts.update",
    summary: "Renames a sub-account.",
    effect: "write",
    input: () => z.object({ sub_account_id: idText(), name: accountName() }),
    output: subAccount,
    rest: { method: "PATCH", path: "/v1/sub-accounts/:sub_account_id", success: 200 },
    errors: ["not_found"],
  }),
  "agentphone.subAccounts.delete": agentphone({
    name: "agentphone.subAccounts.delete",
    summary: "Deletes a sub-account that holds no numbers.",
    effect: "write",
    input: () => z.object({ sub_account_id: idText() }),
    output: success,
    rest: { method: "DELETE", path: "/v1/sub-accounts/:sub_account_id", success: 200 },
    errors: ["not_found", "in_use"],
  }),
};
