import type { billingOperations } from "../../contract/agentphone/billing.ts";
import type { HandlersOf } from "../context.ts";

export const billingHandlers: HandlersOf<typeof billingOperations> = {
  "agentphone.credits.enableRecording": (_input, { running, caller }) => {
    running.domain.agentphone.addOns.enableRecording(caller.accountId);
    return { success: true };
  },
  "agentphone.auth.me": (_input, { running, caller }) => {
    const { id, name, email } = running.domain.accounts.ownerOf(caller.accountId);
    return { user: { id, name, ...(email !== undefined && { email }) } };
  },
};
