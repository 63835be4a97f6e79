/** What our side may send over a relay's socket. */
export type RelayFrame =
  | { readonly type: "text"; readonly token: string; readonly last: boolean; readonly interruptible: boolean }
  | { readonly type: "play"; readonly source: string }
  | { readonly type: "sendDigits"; readonly digits: string }
  | { readonly type: "language" }
  | { readonly type: "end"; readonly handoffData: string | undefined };

type Fields = Readonly<Record<string, unknown>>;

const isOptional = (value: unknown, type: "string" | "boolean"): boolean =>
  value === undefined || typeof value === type;

const readers: Readonly<Record<string, (frame: Fields) => RelayFrame | string>> = {
  text: ({ token, last, interruptible, preemptible, lang }) => {
    if (typeof token !== "string") return "token is no string";
    for (const flag of [last, interruptible, preemptible]) {
      if (!isOptional(flag, "boolean")) return "last, interruptible and preemptible are true or false";
    }
    if (!isOptional(lang, "string")) return "lang is no string";
    return { type: "text", token, last: last === true, interruptible: interruptible !== false };
  },
  play: ({ source }) => (typeof source === "string" ? { type: "play", source } : "source is no string"),
  sendDigits: ({ digits }) =>
    typeof digits === "string" && /^[0-9*#wW]+$/u.test(digits)
      ? { type: "sendDigits", digits }
      : "digits are 0 to 9, *, # and w",
  language: ({ ttsLanguage, transcriptionLanguage }) =>
    isOptional(ttsLanguage, "string") && isOptional(transcriptionLanguage, "string")
      ? { type: "language" }
      : "languages are strings",
  end: ({ handoffData }) =>
    handoffData === undefined || typeof handoffData === "string"
      ? { type: "end", handoffData }
      : "handoffData is no string",
};

/** A frame of ours, or what is wrong with it. */
export const readFrame = (data: string): RelayFrame | string => {
  let frame: unknown;
  try {
    frame = JSON.parse(data);
  } catch {
    return "it is no JSON";
  }
  if (typeof frame !== "object" || frame === null) return "it is no object";
  const { type } = frame as Fields;
  const read = typeof type === "string" && Object.hasOwn(readers, type) ? readers[type] : undefined;
  return read === undefined ? "its type is unknown" : read(frame as Fields);
};

/** The attributes of `<ConversationRelay>`, spelled as they have to be. */
export const relayAttributes: ReadonlySet<string> = new Set([
  "url",
  "welcomeGreeting",
  "welcomeGreetingInterruptible",
  "welcomeGreetingLanguage",
  "interruptible",
  "interruptSensitivity",
  "preemptible",
  "reportInputDuringAgentSpeech",
  "dtmfDetection",
  "language",
  "ttsLanguage",
  "transcriptionLanguage",
  "ttsProvider",
  "voice",
  "elevenlabsTextNormalization",
  "transcriptionProvider",
  "speechModel",
  "speechTimeout",
  "hints",
  "partialPrompts",
  "profanityFilter",
  "ignoreBackchannel",
  "deepgramSmartFormat",
  "events",
  "debug",
  "intelligenceService",
]);
