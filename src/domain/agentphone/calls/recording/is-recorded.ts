import type { Instant } from "../../../../kernel/clock/clock.ts";
import type { Call } from "../../../../world/call-entities.ts";

/** A call of which there is a recording. */
export type RecordedCall = Call & { readonly answeredAt: Instant; readonly endedAt: Instant };

/** Whether the sound of a call was kept: it is over, somebody had answered it, and nobody had asked for none to be kept. */
export const isRecorded = (call: Call): call is RecordedCall =>
  call.answeredAt !== undefined &&
  call.endedAt !== undefined &&
  call.endedAt > call.answeredAt &&
  call.plan?.["disableRecording"] !== true;
