import type { Carrier } from "../carriers/carrier.ts";
import type { AgentPhone } from "./agentphone/agentphone.ts";
import type { Calls } from "./lines/calls.ts";
import type { Messages } from "./lines/messages.ts";
import type { Codes } from "./people/codes.ts";

/** Who hears of what the network brings. */
export interface NetworkListeners {
  readonly agentphone: AgentPhone;
  readonly messages: Messages;
  readonly calls: Calls;
  readonly codes: Codes;
}

/** Lets each service hear of what arrives at its lines. */
export const connectCarrier = (
  carrier: Carrier,
  { agentphone, messages, calls, codes }: NetworkListeners,
): void => {
  const isPhoneLine = (e164: string): boolean => agentphone.numbers.ofLine(e164) !== undefined;
  carrier.connect({
    messageArrived: (message) => {
      const arrived = isPhoneLine(message.to) ? agentphone.texts.receive(message) : messages.receive(message);
      if (message.code === undefined) return;
      const { from, to, code } = message;
      codes.issue({ from, to, code, messageId: arrived.id });
    },
    messageReported: (id, outcome) => agentphone.texts.report(id, outcome),
    reactionArrived: (reaction) => void agentphone.texts.receiveReaction(reaction),
    callArrived: (call) => void (isPhoneLine(call.to) ? agentphone.calls : calls).receive(call),
  });
};
