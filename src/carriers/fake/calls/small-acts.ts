import type { NetworkAct } from "./far-leg.ts";

/** How long voicemail listens to somebody who says nothing more. */
const voicemailMs = 60_000;

/** Hangs up. */
export const goodbye: NetworkAct = { do: "leave", how: "hung up" };

/** Says something when it is its turn. */
export const say = (text: string): NetworkAct => ({ do: "say", text });

/** A machine answers, says its piece and records. */
export const voicemailActs = (ringFor: number): readonly NetworkAct[] => [
  { do: "answer", by: "machine", ringFor },
  say("Hi, you have reached my voicemail. Please leave a message after the tone."),
  { do: "wait", for: voicemailMs },
  goodbye,
];

/** A machine asks who is calling and puts through whoever says so. */
export const screeningActs = (then: readonly NetworkAct[]): readonly NetworkAct[] => [
  { do: "answer", by: "screener", ringFor: 2000 },
  say("The person you are calling screens their calls. Please say your name and why you are calling."),
  { do: "screen", then: [{ do: "wait", for: 3000 }, { do: "answer", by: "person" }, ...then] },
];
