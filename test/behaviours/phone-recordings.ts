import { inferred, seen } from "../support/behaviour.ts";

const reference = "https://github.com/AgentPhone-AI/agentphone-claude/blob/main/references/rest-api.md";

const area = "AgentPhone: recordings";

/** What ringback plays of AgentPhone: recordings of calls. */
export const phoneRecordings = {
  ...seen(area, "https://github.com/api-evangelist/agentphone", {
    "phone.recordings.file":
      "The recording of a call that is over is a WAV file, `audio/wav`, to be saved as `recording-<call id>.wav`. It needs no key, and HEAD answers its headers.",
    "phone.recordings.link":
      "A call tells by `recordingAvailable` that its sound was kept. `recordingUrl` says where it is to be had once the account has bought the recording add-on, and is null until then.",
  }),
  ...seen(area, reference, {
    "phone.recordings.disabled":
      "Of a call that was placed with `disableRecording` no sound is kept, but what was said still is.",
  }),
  ...inferred(area, {
    "phone.recordings.sound": [
      "A recording lasts from the answer to the end, in 8,000 samples of 8 bits a second: a tone of 400 Hz while the agent speaks and one of 500 Hz while the other side does, the true two tones of each key that was pressed, and silence else. The same call has the same bytes.",
      "What a test can hear without a model is who spoke when, and which keys.",
    ],
    "phone.recordings.kept": [
      "The sound of every call that was answered is kept, also of one in which nobody spoke. A call that goes on, or that nobody answered, has none.",
      "There is nothing to hear before somebody answers, and no length to write down before the end.",
    ],
    "phone.recordings.addOn": [
      "Without the add-on a recording answers 404 as if there were none; bought later, it opens earlier calls too.",
      "The reference lets recordings be heard with the add-on only, and the link that is null then is this address. An agent that makes it up itself should not find out in production that nobody has paid for it.",
    ],
    "phone.recordings.address": [
      "`recordingUrl` begins with the address under which the call was asked for, and names its world where that is not `main`.",
      "A recording is asked for without a key, so that only its path can say in which world it is.",
    ],
    "phone.recordings.journal": [
      "The journal and the log of requests keep the size and the hash of a recording, not its bytes.",
      "Half an hour of sound is 14 MB, and the hash says as surely whether two runs are equal.",
    ],
  }),
};
