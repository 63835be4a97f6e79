import { answerCall } from "../answer-call.ts";
import { untilGone } from "../bell.ts";
import type { CallDesk } from "../call-desk.ts";
import { actPerson, pickUp } from "../person.ts";
import type { Ear, PhoneCall } from "../phone-call.ts";
import { secondsOf, startRinging, type Fields } from "../progress.ts";
import type { TwimlElement } from "../read-twiml.ts";
import { documentAt, numberIn, type Stage, type Verb } from "../stage.ts";

/** What one leg's person says is heard in the other: for whom was called it is our side's turn. */
const earInto = (other: PhoneCall, by: "line" | "other"): Ear => ({
  says: (text) => {
    other.conversation.lineSays(text, { by });
    other.conversation.turnOver();
    other.bell.ring();
  },
  presses: (digits) => {
    other.conversation.add({ by, digits });
    other.bell.ring();
  },
  isSilent: () => undefined,
});

const openChild = ({ desk, call }: Stage, element: TwimlElement): PhoneCall | undefined => {
  const numbers = element.children.filter(({ name }) => name === "Number");
  const [number = element] = numbers;
  for (const { name } of element.children) {
    if (name !== "Number") desk.note(call, 12_200, `<${name}> in a <Dial> is not played by the fake Twilio.`);
  }
  if (numbers.length > 1)
    desk.note(call, 0, "Of several <Number>s only the first is dialled by the fake Twilio.");
  const from = element.attributes["callerId"] ?? call.from;
  const isOurs = desk.core.account.numberOf(from) !== undefined || [call.from, call.to].includes(from);
  if (!isOurs) desk.note(call, 13_214, "The callerId of <Dial> is no number of the account.");
  const isNumber = /^\+[1-9]\d{6,14}$/u.test(number.text);
  if (!isNumber) desk.note(call, 13_224, "<Number> holds no telephone number.");
  if (!isOurs || !isNumber) return undefined;
  const { statusCallback: url, statusCallbackEvent = "completed" } = number.attributes;
  const status =
    url === undefined ? undefined : { url, method: "POST" as const, events: statusCallbackEvent.split(" ") };
  return desk.open({
    from,
    to: number.text,
    direction: "outbound-dial",
    parent: call,
    order: {
      document: undefined,
      status,
      timeout: numberIn(element, "timeout", 30),
      timeLimit: numberIn(element, "timeLimit", 14_400),
    },
  });
};

/** Rings, and connects both legs until one of them hangs up. */
const bridge = async (desk: CallDesk, call: PhoneCall, child: PhoneCall): Promise<void> => {
  const { realTime } = desk.core;
  startRinging(desk.core, child);
  const stop = realTime.after((child.order.timeout + 5) * 1000, () => {
    if (child.answered === undefined) desk.end(child, "no-answer");
  });
  const picked = await pickUp(desk, child).finally(stop);
  if (picked.by === undefined) {
    child.sipCode = picked.sipCode;
    return desk.end(child, picked.status);
  }
  answerCall(desk, call);
  answerCall(desk, child);
  if (picked.by === "machine") child.conversation.add({ by: "machine", text: picked.greeting });
  const leave = call.listen(earInto(child, "line"));
  child.listen(earInto(call, "other"));
  await actPerson(desk, child).finally(leave);
};

const fieldsOf = (child: PhoneCall | undefined, now: number): Fields => {
  if (child === undefined) return { DialCallStatus: "failed", DialBridged: "false" };
  const wasAnswered = child.answered !== undefined;
  return {
    DialCallStatus: wasAnswered ? "completed" : child.status,
    DialCallSid: child.sid,
    DialCallDuration: wasAnswered ? String(secondsOf(child, now)) : undefined,
    DialBridged: String(wasAnswered),
  };
};

/** Puts the call through to a number. Afterwards the action, or the next verb. */
export const dial: Verb = async (stage, element) => {
  const { desk, call, signal } = stage;
  call.conversation.closeTurn();
  call.underWay();
  const child = openChild(stage, element);
  if (child !== undefined) {
    // Whoever leaves our leg ends the other.
    const leave = (): void => desk.end(child, child.answered === undefined ? "canceled" : "completed");
    signal.addEventListener("abort", leave);
    await untilGone(bridge(desk, call, child));
    signal.removeEventListener("abort", leave);
  }
  const { action } = element.attributes;
  if (action === undefined || signal.aborted) return undefined;
  return documentAt(stage, element, action, fieldsOf(child, desk.core.realTime.now()));
};
