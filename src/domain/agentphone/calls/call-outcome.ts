import type { CallRefusal } from "../../../carriers/carrier.ts";
import type { Call } from "../../../world/call-entities.ts";
import type { CallCause, CallOutcome } from "../../calls/call-owner.ts";

// The words are those of the vendor's voice provider.
const refused: Readonly<Record<CallRefusal, CallOutcome>> = {
  busy: { status: "failed", reason: "dial_busy" },
  declined: { status: "failed", reason: "user_declined" },
  unreachable: { status: "failed", reason: "dial_failed" },
  // Seen live: a call that nobody answers is completed, after no seconds.
  "no answer": { status: "completed", reason: "dial_no_answer" },
};

const own = {
  "hung up": "agent_hangup",
  transferred: "call_transfer",
  "left message": "voicemail_reached",
  silent: "inactivity",
  "too long": "max_duration_reached",
} as const;

/** What the vendor says of a call that is over for a reason: how it stands, and the reason in its provider's words. */
export const outcomeOf = (call: Call, cause: CallCause): CallOutcome => {
  // Whoever had begun to hang up did so, whatever came before it was done.
  if (call.disconnectionReason !== undefined) {
    return { status: "completed", reason: call.disconnectionReason };
  }
  switch (cause.kind) {
    case "failed":
      return { status: "failed", reason: cause.reason };
    case "refused":
      return call.direction === "web" && cause.why === "no answer"
        ? { status: "failed", reason: "error_user_not_joined" }
        : refused[cause.why];
    case "left":
      return cause.how === "dropped"
        ? { status: "failed", reason: "error_unknown" }
        : { status: "completed", reason: "user_hangup" };
    case "hung up":
    case "transferred":
    case "left message":
    case "silent":
    case "too long":
      return { status: "completed", reason: own[cause.kind] };
  }
};
