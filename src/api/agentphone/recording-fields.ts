import { isRecorded } from "../../domain/agentphone/calls/recording/is-recorded.ts";
import type { Call } from "../../world/call-entities.ts";
import type { Context } from "../context.ts";
import { worldUrl } from "../world-url.ts";

/** What a call tells of its recording: that there is one, and where, if its account has paid for hearing it. */
export const recordingFields = (call: Call, { running, origin }: Context) => {
  const { id, accountId = "" } = call;
  const { calls, profiles } = running.domain.agentphone;
  const recordingAvailable = calls.areRecorded && isRecorded(call);
  const isPaidFor = profiles.of(accountId).recording;
  const isLinked = recordingAvailable && isPaidFor;
  return {
    recordingUrl: isLinked ? `${worldUrl(running.world, origin)}/v1/calls/${id}/recording` : null,
    recordingAvailable,
  };
};
