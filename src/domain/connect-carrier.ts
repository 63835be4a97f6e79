import type { Carrier } from "../carriers/carrier.ts";
import type { AgentPhone } from "./agentphone/agentphone.ts";
import type { Switchboard } from "./calls/switchboard.ts";
import type { Calls } from "./lines/calls.ts";
import type { Messages } from "./lines/messages.ts";
import type { Codes } from "./people/codes.ts";

/** Who hears of what the network brings. */
export interface NetworkListeners {
  readonly agentphone: AgentPhone;
  readonly messages: Messages;
  readonly calls: Calls;
  readonly codes: Codes;
  readonly switchboard: Switchboard;
}

/** Lets each service hear of what arrives at its lines. */
export const connectCarrier = (
  carrier: Carrier,
  { agentphone, messages, calls, codes, switchboard }: NetworkListeners,
): void => {
  const isPhoneLine = (e164: string): boolean => agentphone.numbers.ofLine(e164) !== undefined;
  carrier.connect({
    messageArrived: (message) => {
      const arrived = isPhoneLine(message.to) ? agentphone.texts.receive(message) : messages.receive(message);
      if (message.code === undefined) return;
      const { from, to, code } = message;
      codes.issue({ from, to, code, messageId: arrived.id });
    },
    messageReported: (id, outcome) => void agentphone.texts.report(id, outcome),
    reactionArrived: (reaction) => void agentphone.texts.receiveReaction(reaction),
    callArrived: (call) => (isPhoneLine(call.to) ? agentphone.callSide : calls).receive(call).id,
    callRang: (id) => switchboard.rang(id),
    callAnswered: (id, by) => switchboard.answered(id, by),
    callRefused: (id, why) => switchboard.refused(id, why),
    callHeard: (id, heard) => switchboard.heard(id, heard),
    callPressed: (id, digits) => switchboard.pressed(id, digits),
    callSpoken: (id, spoken) => switchboard.spoken(id, spoken),
    callTurnLost: (id) => switchboard.turnLost(id),
    callTurnOver: (id) => switchboard.turnOver(id),
    callLeft: (id, how, lasted) => switchboard.left(id, how, lasted),
  });
};
