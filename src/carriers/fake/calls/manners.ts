import type { ArrivingCall, CallManners, CarrierHost } from "../../carrier.ts";
import type { NetworkAct } from "./far-leg.ts";
import { magicCallees } from "./magic-callees.ts";
import { goodbye, say, screeningActs, voicemailActs } from "./small-acts.ts";

/** Two rings, as they sound in North America. */
export const twoRings = 12_000;

/** How long it rings before whoever calls gives up. */
export const usualRing = 60_000;

/** How long a telephone rings before its voicemail answers: four rings. */
const voicemailRing = 24_000;

/** What somebody who is called by a line of ours does: what is known of them, what a magic number does, or what is polite. */
export const calleeActs = (host: CarrierHost, from: string, to: string): readonly NetworkAct[] => {
  const manners = host.mannersOf(to);
  if (manners === undefined) {
    const magic = magicCallees[to];
    if (magic !== undefined) return magic.acts(codeFor(host, from, to));
  }
  return mannered(manners ?? {}, () => calleeTalk(host, from, to));
};

/** What somebody who calls a line of ours does once it is answered. */
export const callerActs = (
  host: CarrierHost,
  { from, to }: ArrivingCall,
  says = host.mannersOf(from)?.says,
): readonly NetworkAct[] => {
  if (says !== undefined) return [...says.map(say), goodbye];
  const random = host.random("small talk", `${from}>${to}`);
  return [
    say(random.pick(openings)),
    say(random.pick(questions)),
    say("That is all I wanted to know. Thank you, goodbye!"),
    goodbye,
  ];
};

/** How long somebody lets it ring before they answer. */
export const patienceOf = (host: CarrierHost, e164: string): number => {
  const answers = host.mannersOf(e164)?.answers;
  return typeof answers === "object" ? answers.after : twoRings;
};

const mannered = (
  { answers = { after: twoRings }, says }: CallManners,
  talk: () => readonly NetworkAct[],
): readonly NetworkAct[] => {
  const person = says === undefined ? talk : () => [...says.map(say), goodbye];
  switch (answers) {
    case "never":
      return [];
    case "busy":
      return [{ do: "refuse", why: "busy" }];
    case "declines":
      return [
        { do: "wait", for: 6000 },
        { do: "refuse", why: "declined" },
      ];
    case "voicemail":
      return voicemailActs(voicemailRing);
    case "screens":
      return screeningActs(person());
    default:
      return [{ do: "answer", by: "person", ringFor: answers.after }, ...person()];
  }
};

const calleeTalk = (host: CarrierHost, from: string, to: string): readonly NetworkAct[] => {
  const random = host.random("small talk", `${to}<${from}`);
  return [
    say(random.pick(greetings)),
    say(random.pick(remarks)),
    say("All right, thank you for calling. Goodbye!"),
    goodbye,
  ];
};

const codeFor = (host: CarrierHost, from: string, to: string) => (): string =>
  host.random("code", `${to}>${from}`).digits(6);

const greetings = ["Hello?", "Hello, who is this?", "Hi, how can I help you?"];
const remarks = [
  "I see. Could you tell me a little more?",
  "That sounds fine to me.",
  "Let me think. Yes, that would work.",
];
const openings = [
  "Hello, can you hear me?",
  "Hi there, I have a quick question.",
  "Hello, is this a good time?",
];
const questions = [
  "Could you tell me what you can help me with?",
  "When are you open tomorrow?",
  "Whom should I talk to about my order?",
];
