import type { CallDesk } from "./call-desk.ts";
import type { PhoneCall } from "./phone-call.ts";
import { tellProgress } from "./progress.ts";

/** Somebody picks up: from now on the call counts, is recorded if that was asked for, and has a limit. */
export const answerCall = (desk: CallDesk, call: PhoneCall): void => {
  if (call.answered !== undefined || call.isOver) return;
  const { realTime } = desk.core;
  call.answered = realTime.now();
  call.updated = call.answered;
  call.status = "in-progress";
  const stop = realTime.after(call.order.timeLimit * 1000, () => desk.end(call, "completed"));
  call.over.signal.addEventListener("abort", stop);
  const { record } = call.order;
  if (record !== undefined) {
    const told =
      record.callback === undefined ? undefined : { address: record.callback, events: record.events };
    desk.recordings.begin(call, "OutboundAPI", told);
  }
  tellProgress(desk.core, call, "answered");
  call.bell.ring();
};
