import type { verifyOperations } from "../../contract/agentphone/verify.ts";
import type { HandlersOf } from "../context.ts";

export const verifyHandlers: HandlersOf<typeof verifyOperations> = {
  "agentphone.verify.send": async ({ phone_number }, { running, caller }) => {
    const { id } = await running.domain.agentphone.verifications.send(caller.accountId, phone_number);
    return { verification_id: id, status: "pending" };
  },
  "agentphone.verify.check": ({ verification_id, code }, { running, caller }) => {
    const { verifications } = running.domain.agentphone;
    const { result, attemptsLeft } = verifications.check(caller.accountId, verification_id, code);
    return { result, attempts_remaining: attemptsLeft };
  },
};
