import { documentAt, numberIn, type Stage, type Verb } from "../stage.ts";
import type { TwimlElement } from "../read-twiml.ts";

interface Taped {
  readonly digits: string | undefined;
  readonly isEmpty: boolean;
}

const listen = async ({ desk, call, signal }: Stage, element: TwimlElement): Promise<Taped> => {
  const finishers = element.attributes["finishOnKey"] ?? "1234567890*#";
  let wasHeard = false;
  let taped: Taped | undefined;
  const finish = (digits?: string): void => {
    taped ??= { digits, isEmpty: !wasHeard };
    call.bell.ring();
  };
  const timeout = numberIn(element, "timeout", 5) * 1000;
  const stop = desk.core.realTime.after(timeout, () => finish());
  const leave = call.listen({
    says: () => {
      wasHeard = true;
      // The silence after the last words ends it.
      const next = call.steps[0]?.do;
      if (next !== undefined && next !== "say" && next !== "press") finish();
    },
    presses: (digits) => {
      const key = Array.from(digits).find((one) => finishers.includes(one));
      if (key !== undefined) finish(key);
    },
    isSilent: () => {
      desk.pass(call, timeout);
      finish();
    },
  });
  try {
    return await call.bell.until(() => taped, signal);
  } finally {
    stop();
    leave();
  }
};

/** Takes down what is said, and asks for the document that follows. Of silence nothing is kept. */
export const record: Verb = async (stage, element) => {
  const { desk, call } = stage;
  call.conversation.closeTurn();
  const { action, recordingStatusCallback: url } = element.attributes;
  const address =
    url === undefined
      ? undefined
      : { url: new URL(url, stage.document.at?.url).href, method: "POST" as const };
  const told = address === undefined ? undefined : { address, events: ["completed"] };
  const recording = desk.recordings.begin(call, "RecordVerb", told);
  const taped = await listen(stage, element);
  if (taped.isEmpty) {
    desk.recordings.delete(recording.sid);
    return undefined;
  }
  desk.recordings.finish(call, recording, 1);
  return documentAt(stage, element, action, {
    RecordingUrl: desk.recordings.urlOf(recording),
    RecordingSid: recording.sid,
    RecordingDuration: String(recording.duration),
    Digits: taped.digits,
  });
};
