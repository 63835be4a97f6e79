/** How our side sounds. */
export interface Sound {
  readonly language?: string | undefined;
  readonly voice?: { readonly ttsProvider: string; readonly voice: string } | undefined;
}

/** What a relay is opened with. */
interface RelayWishes extends Sound {
  /** Where its WebSocket is. */
  readonly url: string;
  /** Where Twilio asks what comes after it. */
  readonly action: string | undefined;
  readonly token: string;
}

/** The longest document that can go along with a request. */
export const longestInline = 4000;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** XML has no word for most control characters, nor for half a character. */
const isWritable = (character: string): boolean => {
  const code = character.codePointAt(0) ?? 0;
  const isControl = code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d;
  return !isControl && !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
};

const escaped = (text: string): string =>
  Array.from(text)
    .filter(isWritable)
    .map((character) => entities[character] ?? character)
    .join("");

const element = (
  name: string,
  attributes: Readonly<Record<string, string | undefined>> = {},
  content = "",
): string => {
  const written = Object.entries(attributes)
    .map(([key, value]) => (value === undefined ? "" : ` ${key}="${escaped(value)}"`))
    .join("");
  return content === "" ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
};

const documentOf = (content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Response>${content}</Response>`;

/** Lets words travel both ways over a WebSocket. */
export const relayTwiml = ({ url, action, token, language, voice }: RelayWishes): string => {
  const relay = {
    url,
    language,
    ttsProvider: voice?.ttsProvider,
    voice: voice?.voice,
    interruptible: "any",
    // Without it our side would fall silent and never be told what was said over it.
    reportInputDuringAgentSpeech: "any",
    dtmfDetection: "true",
  };
  const parameter = element("Parameter", { name: "token", value: token });
  return documentOf(element("Connect", { action }, element("ConversationRelay", relay, parameter)));
};

/** Does not take a call that rings, which costs nothing. */
export const rejectTwiml = (reason: "busy" | "rejected"): string => documentOf(element("Reject", { reason }));

/** Says something and hangs up. */
export const sayTwiml = (text: string, { language, voice }: Sound): string => {
  const spoken = voice?.ttsProvider === "Amazon" ? `Polly.${voice.voice}` : undefined;
  return documentOf(element("Say", { language, voice: spoken }, escaped(text)) + element("Hangup"));
};

/** Hangs up. */
export const hangUpTwiml = documentOf(element("Hangup"));

/** Connects the far end to another number, for so many seconds at most. */
export const dialTwiml = (
  number: string,
  limits: { readonly callerId: string; readonly ringSeconds: number; readonly seconds: number },
): string => {
  const { callerId, ringSeconds, seconds } = limits;
  const dial = {
    answerOnBridge: "true",
    callerId,
    timeout: String(ringSeconds),
    timeLimit: String(seconds),
  };
  return documentOf(element("Dial", dial, element("Number", {}, escaped(number))));
};
