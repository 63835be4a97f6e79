import type { subAccountsOperations } from "../../contract/agentphone/sub-accounts.ts";
import { toMillisecondText } from "../../kernel/time-text.ts";
import type { Account } from "../../world/entities.ts";
import type { HandlersOf } from "../context.ts";

export const subAccountsHandlers: HandlersOf<typeof subAccountsOperations> = {
  "agentphone.subAccounts.list": ({ limit = Number.MAX_SAFE_INTEGER, offset }, { running, caller }) => {
    const page = running.domain.agentphone.subAccounts.list(caller.accountId, { limit, offset });
    return { data: page.rows.map(writeSubAccount), hasMore: page.hasMore, total: page.total };
  },
  "agentphone.subAccounts.create": ({ name }, { running, caller }) =>
    writeSubAccount(running.domain.agentphone.subAccounts.create(caller.accountId, name)),
  "agentphone.subAccounts.update": ({ sub_account_id, name }, { running, caller }) =>
    writeSubAccount(running.domain.agentphone.subAccounts.rename(caller.accountId, sub_account_id, name)),
  "agentphone.subAccounts.delete": ({ sub_account_id }, { running, caller }) => {
    running.domain.agentphone.subAccounts.delete(caller.accountId, sub_account_id);
    return { success: true };
  },
};

const writeSubAccount = ({ id, name, createdAt = 0 }: Account) => ({
  id,
  name,
  status: "active" as const,
  createdAt: toMillisecondText(createdAt),
});
