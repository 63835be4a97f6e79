import type { MessageOutcome } from "../carrier.ts";

/** A text that a magic number sends back, so many milliseconds after it got one. `${code}` stands for a drawn code. */
interface MagicReply {
  readonly after: number;
  readonly body: string;
}

/** What a number that nobody has does with a text, always and in every world. */
interface MagicNumber {
  /** In one sentence, for whoever looks for one. */
  readonly does: string;
  /** What the carrier reports, and when; nothing where it never does. */
  readonly reports: readonly { readonly after: number; readonly outcome: MessageOutcome }[];
  readonly replies: readonly MagicReply[];
}

const delivered = (after = 1000) => ({ after, outcome: { status: "delivered" } as const });

const refused = (status: "undelivered" | "failed", errorCode: string, why: string, after = 1000) => ({
  after,
  outcome: { status, errorCode, why },
});

const failing = (errorCode: string, why: string, does: string): MagicNumber => ({
  does,
  reports: [refused("failed", errorCode, why)],
  replies: [],
});

const reached = (does: string, ...replies: readonly MagicReply[]): MagicNumber => ({
  does,
  reports: [delivered()],
  replies,
});

/** The recipient that has opted out, in the words of the vendor's own failure. */
const optedOut = "The recipient has opted out of messages from this number.";

/** The numbers that do something with a text without any scenario. The first five are those of Twilio's test credentials. */
export const magicNumbers: Readonly<Record<string, MagicNumber>> = {
  "+15005550001": failing(
    "21211",
    "The number is not a valid telephone number.",
    "Is no valid number: the text fails.",
  ),
  "+15005550002": failing(
    "21612",
    "The carrier has no route to this number.",
    "Cannot be reached from anywhere: the text fails.",
  ),
  "+15005550003": failing(
    "21408",
    "Texts to this region are not permitted.",
    "Lies in a region that may not be texted: the text fails.",
  ),
  "+15005550004": failing("21610", optedOut, "Has opted out of everything: the text fails."),
  "+15005550009": failing("21614", "The number cannot receive texts.", "Is a landline: the text fails."),
  "+15005550100": reached("Is reached, and never answers."),
  "+15005550101": reached("Texts back after two seconds.", { after: 2000, body: "Got it, thanks!" }),
  "+15005550102": reached("Texts back a one-time code after two seconds.", {
    after: 2000,
    body: "Your verification code is ${code}",
  }),
  "+15005550103": reached("Answers STOP after two seconds.", { after: 2000, body: "STOP" }),
  "+15005550104": reached(
    "Answers STOP after two seconds, and START a minute later.",
    { after: 2000, body: "STOP" },
    { after: 62_000, body: "START" },
  ),
  "+15005550105": reached("Answers HELP after two seconds.", { after: 2000, body: "HELP" }),
  "+15005550106": reached(
    "Answers in three texts, a second apart.",
    { after: 2000, body: "Hi" },
    { after: 3000, body: "sorry, was busy" },
    { after: 4000, body: "what is it?" },
  ),
  "+15005550110": {
    does: "Is reached, but the receipt takes five minutes.",
    reports: [delivered(300_000)],
    replies: [],
  },
  "+15005550111": { does: "Is never heard of: no receipt comes.", reports: [], replies: [] },
  "+15005550112": {
    does: "Is reached, and the receipt comes twice.",
    reports: [delivered(1000), delivered(2000)],
    replies: [],
  },
  "+15005550113": {
    does: "Is reached; a contradicting receipt comes later.",
    reports: [delivered(1000), refused("undelivered", "30003", "The telephone cannot be reached.", 2000)],
    replies: [],
  },
  "+15005550114": {
    does: "Answers before the receipt comes.",
    reports: [delivered(5000)],
    replies: [{ after: 1000, body: "Already read it." }],
  },
  "+15005550120": {
    does: "Is switched off: the text is not delivered.",
    reports: [refused("undelivered", "30003", "The telephone cannot be reached.", 2000)],
    replies: [],
  },
  "+15005550121": {
    does: "Sits behind a carrier that filters the text as spam.",
    reports: [refused("undelivered", "30007", "The carrier filtered the text as spam.", 2000)],
    replies: [],
  },
  "+15005550122": {
    does: "Is unknown to its carrier: the text is not delivered.",
    reports: [refused("undelivered", "30005", "The carrier knows no such number.", 2000)],
    replies: [],
  },
};
