import type { signUpOperations } from "../../contract/agentphone/sign-up.ts";
import { toMillisecondText } from "../../kernel/time-text.ts";
import type { HandlersOf } from "../context.ts";

export const signUpHandlers: HandlersOf<typeof signUpOperations> = {
  "agentphone.signup.start": async ({ human_email, agent_name }, { running }) => {
    const signUp = await running.domain.agentphone.signUps.start(human_email, agent_name ?? undefined);
    return {
      verification_id: signUp.id,
      human_email,
      expires_at: toMillisecondText(signUp.expiresAt),
      message: "Verification code sent. Ask your human for the code, then call POST /v0/agent/verify.",
    };
  },
  "agentphone.signup.verify": async ({ verification_id, otp_code }, { running }) => {
    const { signUps } = running.domain.agentphone;
    const { account, agent, number, key } = await signUps.verify(verification_id, otp_code);
    return {
      account_id: account.id,
      agent_id: agent.id,
      number_id: number.id,
      phone_number: number.phoneNumber,
      api_key: key,
    };
  },
};
