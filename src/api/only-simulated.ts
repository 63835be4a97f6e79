import type { OperationName } from "../contract/operations.ts";
import { RingbackError } from "../kernel/errors.ts";
import type { Desk } from "./desk.ts";

const people = "the people on a real network hold telephones of their own. Text or call with one.";
const once = "what reached real people cannot be taken back, and there is only one world of it.";
const time = "a real network keeps the time of its own.";
const madeUp = "what ringback would answer is made up.";

/** What makes no sense, or does harm, where the telephones are real, and why. */
const onlySimulated: Readonly<Partial<Record<OperationName, string>>> = {
  "control.clock.setMode": time,
  "control.clock.advance": time,
  "control.clock.next": time,
  "control.worlds.create": once,
  "control.worlds.fork": once,
  "control.worlds.reset": once,
  "control.worlds.restore": once,
  "control.scenarios.play": people,
  "control.people.add": people,
  "control.people.text": people,
  "control.people.otp": people,
  "control.people.call": people,
  "control.people.react": people,
  "control.people.receipt": people,
  "control.people.instruct": people,
  "control.people.locate": people,
  "control.calls.take": people,
  "control.calls.say": people,
  "control.calls.press": people,
  "control.calls.answer": people,
  "control.calls.refuse": people,
  "agentphone.calls.createWeb": "no browser joins a call on a real network through ringback.",
  "agentphone.numbers.lookup": madeUp,
  "agentphone.contacts.capabilities": madeUp,
  "agentphone.verify.send": "ringback has no number of its own to send a code from.",
  "agentphone.messages.react": "Twilio carries no iMessage.",
};

/** Throws `not_emulated` for what goes with a simulated carrier only, where a real one is behind the world. */
export const requireSimulated = ({ carrier }: Desk, operation: string): void => {
  if (carrier === undefined) return;
  const why = onlySimulated[operation as OperationName];
  if (why === undefined) return;
  throw new RingbackError(
    "not_emulated",
    `${operation} is not there with a real carrier: ${why} Start ringback without --carrier for it.`,
  );
};
