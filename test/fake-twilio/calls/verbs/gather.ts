import type { CallDesk } from "../call-desk.ts";
import type { PhoneCall } from "../phone-call.ts";
import { voiceFields, type Fields } from "../progress.ts";
import type { TwimlElement } from "../read-twiml.ts";
import { documentAt, numberIn, type Stage, type Verb } from "../stage.ts";
import { pause, play, say } from "./speaking.ts";

const prompts: Readonly<Record<string, Verb>> = { Say: say, Play: play, Pause: pause };

/** What was gathered: undefined where nothing was said or pressed in time. */
type Gathered = { readonly speech: string } | { readonly digits: string } | undefined;

/** The keys that count: until the one that finishes, or until there are enough. Undefined: more may come. */
const keysIn = (pressed: string, element: TwimlElement): string | undefined => {
  const finish = element.attributes["finishOnKey"] ?? "#";
  const most = numberIn(element, "numDigits", Number.POSITIVE_INFINITY);
  const end = finish === "" ? -1 : Array.from(pressed).findIndex((key) => finish.includes(key));
  const keys = end < 0 ? pressed : pressed.slice(0, end);
  if (keys.length >= most) return keys.slice(0, most);
  return end < 0 ? undefined : keys;
};

const listen = async ({ desk, call, document, signal }: Stage, element: TwimlElement): Promise<Gathered> => {
  const { input = "dtmf", partialResultCallback } = element.attributes;
  const timeout = numberIn(element, "timeout", 5) * 1000;
  let pressed = "";
  let result: { readonly got: Gathered } | undefined;
  const finish = (got: Gathered): void => {
    result ??= { got };
    call.bell.ring();
  };
  const stop = desk.core.realTime.after(timeout, () =>
    finish(pressed === "" ? undefined : { digits: pressed }),
  );
  const leave = call.listen({
    says: (text, _by, pieces) => {
      if (!input.includes("speech")) return;
      if (partialResultCallback !== undefined) {
        tellPieces(desk, call, new URL(partialResultCallback, document.at?.url).href, pieces);
      }
      finish({ speech: text });
    },
    presses: (digits) => {
      if (!input.includes("dtmf")) return;
      pressed += digits;
      const keys = keysIn(pressed, element);
      if (keys !== undefined) return finish({ digits: keys });
      // Somebody who goes on pressing does so at once; whoever does not has let the time run out.
      if (call.steps[0]?.do === "press" || call.steps.length === 0) return;
      desk.pass(call, timeout);
      finish({ digits: pressed });
    },
    isSilent: () => {
      desk.pass(call, timeout);
      finish(undefined);
    },
  });
  try {
    return (await call.bell.until(() => result, signal)).got;
  } finally {
    stop();
    leave();
  }
};

const tellPieces = (desk: CallDesk, call: PhoneCall, url: string, pieces: readonly string[]): void => {
  for (const [at, piece] of pieces.entries()) {
    const more = { UnstableSpeechResult: piece, StableSpeechResult: "", SequenceNumber: String(at) };
    void desk.core.callbacks.send({ url, fields: { ...voiceFields(desk.core, call), ...more } });
  }
};

const fieldsOf = (gathered: Gathered, input: string): Fields => {
  if (gathered === undefined)
    return {
      Digits: input.includes("dtmf") ? "" : undefined,
      SpeechResult: input.includes("speech") ? "" : undefined,
    };
  if ("digits" in gathered) return { Digits: gathered.digits };
  return { SpeechResult: gathered.speech, Confidence: "0.9", Language: "en-US" };
};

/** Says what stands in it, waits for words or keys, and asks for the document that follows. */
export const gather: Verb = async (stage, element) => {
  const { desk, call } = stage;
  for (const child of element.children) {
    const prompt = prompts[child.name];
    if (prompt === undefined) desk.note(call, 12_200, `<${child.name}> cannot stand in a <Gather>.`);
    else await prompt(stage, child);
  }
  call.conversation.closeTurn();
  const gathered = await listen(stage, element);
  const { action, actionOnEmptyResult, input = "dtmf" } = element.attributes;
  if (gathered === undefined && actionOnEmptyResult !== "true") return undefined;
  return documentAt(stage, element, action, fieldsOf(gathered, input));
};
