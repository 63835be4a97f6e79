import type { OutputOf, OperationName, Operations } from "../../src/contract/operations.ts";
import type { Answer, Client } from "./store-client.ts";

/** The body of an answer to an operation, which must have succeeded. */
export const doneBy = <Name extends OperationName>(
  _name: Name,
  { status, body, text }: Answer,
): OutputOf<Operations[Name]> => {
  if (status >= 200 && status < 300) return body as OutputOf<Operations[Name]>;
  throw new Error(`It answered ${status}: ${text}`);
};

/** An agent of AgentPhone's with a number. */
export interface Equipped {
  readonly agentId: string;
  readonly numberId: string;
  readonly number: string;
}

/** Makes an agent, hosted unless said otherwise, and buys it a number. */
export const equipAgent = async (phone: Client, wishes: object = {}): Promise<Equipped> => {
  const agent = { name: "Frida", voiceMode: "hosted", systemPrompt: "Be kind.", ...wishes };
  const { id: agentId } = doneBy("agentphone.agents.create", await phone.post("/v1/agents", agent));
  const bought = await phone.post("/v1/numbers", { country: "US", agentId });
  const { id: numberId, phoneNumber } = doneBy("agentphone.numbers.create", bought);
  return { agentId, numberId, number: phoneNumber };
};

/** Changes how AgentPhone treats an account. */
export const changeProfile = async (control: Client, change: object, account = "acct_001"): Promise<void> =>
  void doneBy("control.profiles.change", await control.patch(`/accounts/${account}/profile`, change));
