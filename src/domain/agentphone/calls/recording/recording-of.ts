import type { Carrier } from "../../../../carriers/carrier.ts";
import { RingbackError } from "../../../../kernel/errors.ts";
import type { Call } from "../../../../world/call-entities.ts";
import type { AgentPhone } from "../../agentphone.ts";
import { isRecorded } from "./is-recorded.ts";
import { writeRecording } from "./write-recording.ts";

const notPaidFor =
  "its account has no recording add-on. POST /credits/recording/enable buys it, and the profile's `recording` sets it.";

/** The recording of a call, whosever it is, as a WAV file: the tones of a simulated call, or what its carrier has. Throws `not_found` where there is none to be had. */
export const recordingOf = async (phone: AgentPhone, carrier: Carrier, callId: string): Promise<Buffer> => {
  const call = phone.calls.getAny(callId);
  const isPaidFor = phone.profiles.of(call.accountId ?? "").recording;
  if (isRecorded(call) && isPaidFor) {
    if (carrier.soundOf === undefined) return writeRecording(call);
    const sound = await carrier.soundOf(callId);
    if (sound !== undefined) return sound;
    throw none(
      callId,
      "the carrier has recorded none, or is not done with it. RINGBACK_REAL_RECORD=1 has it record.",
    );
  }
  const why = isRecorded(call) ? notPaidFor : whyNotRecorded(call);
  throw none(callId, why);
};

const none = (callId: string, why: string): RingbackError =>
  new RingbackError("not_found", `There is no recording of the call ${callId} to be had: ${why}`, {
    resource: "recording",
    id: callId,
    says: "Recording not found",
  });

const whyNotRecorded = ({ endedAt, plan }: Call): string => {
  if (endedAt === undefined) return "it is not over. Ask again when it is.";
  if (plan?.["disableRecording"] === true) return "it was placed with disableRecording.";
  return "nobody answered it.";
};
