import { answerCall } from "./answer-call.ts";
import { untilGone } from "./bell.ts";
import type { CallDesk } from "./call-desk.ts";
import { actPerson, mayGiveUp, pickUp, type PickedUp } from "./person.ts";
import type { PhoneCall } from "./phone-call.ts";
import { startRinging, voiceFields } from "./progress.ts";
import { runTwiml } from "./run-twiml.ts";

/** What the detection of machines makes of whoever picked up. */
const answeredBy = (picked: PickedUp, atEnd: boolean): string => {
  if (picked.by !== "machine") return "human";
  if (picked.ends === "fax" || picked.ends === "unknown") return picked.ends;
  return atEnd ? `machine_end_${picked.ends}` : "machine_start";
};

const tellDetected = (desk: CallDesk, call: PhoneCall): void => {
  const callback = call.order.detect?.callback;
  if (callback === undefined) return;
  const fields = {
    ...voiceFields(desk.core, call),
    AnsweredBy: call.answeredBy,
    MachineDetectionDuration: "2500",
  };
  void desk.core.callbacks.send({ ...callback, fields });
};

/** What the machine says before anybody can say something to it, and that it was found to be one. */
const beHeard = async (desk: CallDesk, call: PhoneCall, picked: PickedUp): Promise<void> => {
  const { detect } = call.order;
  const isLater = detect !== undefined && !detect.waits;
  if (picked.by !== "machine" && !isLater) return;
  await call.bell.until(() => (call.isUnderWay ? true : undefined), call.over.signal);
  if (picked.by === "machine") {
    call.conversation.add({ by: "machine", text: picked.greeting });
    call.ear?.says(picked.greeting, "machine", []);
  }
  if (!isLater) return;
  call.answeredBy = answeredBy(picked, detect.messageEnd);
  tellDetected(desk, call);
};

const talk = async (desk: CallDesk, call: PhoneCall, picked: PickedUp): Promise<void> => {
  const { document, sendDigits, detect } = call.order;
  answerCall(desk, call);
  if (detect?.waits === true) call.answeredBy = answeredBy(picked, detect.messageEnd);
  if (sendDigits !== undefined) call.conversation.add({ by: "line", digits: sendDigits });
  if (document !== undefined) void runTwiml(desk, call, document, { AnsweredBy: call.answeredBy });
  await beHeard(desk, call, picked);
  await actPerson(desk, call);
};

/** Places a call that the API has taken: queue, ringing, and whatever comes of it. */
export const placeCall = async (desk: CallDesk, call: PhoneCall): Promise<void> => {
  const { core } = desk;
  const delay = desk.queue(call);
  let mayBegin = delay === 0;
  const stopQueue = core.realTime.after(delay, () => {
    mayBegin = true;
    call.bell.ring();
  });
  await untilGone(
    (async () => {
      await call.bell.until(() => (mayBegin ? true : undefined), call.over.signal).finally(stopQueue);
      startRinging(core, call);
      const stop = core.realTime.after((call.order.timeout + 5) * 1000, () => {
        if (call.answered === undefined) desk.end(call, "no-answer");
      });
      const picked = await pickUp(desk, call).finally(stop);
      if (picked.by !== undefined) return talk(desk, call, picked);
      call.sipCode = picked.sipCode;
      desk.end(call, picked.status);
    })(),
  );
};

/** Brings a call from outside to one of the account's numbers. */
export const takeCall = async (desk: CallDesk, call: PhoneCall): Promise<void> => {
  startRinging(desk.core, call);
  const { number } = call;
  const url = number?.trunk_sid || number?.voice_application_sid ? "" : (number?.voice_url ?? "");
  // Nobody has said what becomes of it.
  if (number === undefined || url === "") return desk.end(call, "no-answer");
  const methodOf = (method: string): "GET" | "POST" => (method.toUpperCase() === "GET" ? "GET" : "POST");
  const { voice_fallback_url: fallback } = number;
  const later = mayGiveUp(desk, call);
  void runTwiml(desk, call, {
    url,
    method: methodOf(number.voice_method),
    fallback: fallback === "" ? undefined : { url: fallback, method: methodOf(number.voice_fallback_method) },
  });
  await later;
  await actPerson(desk, call);
};
