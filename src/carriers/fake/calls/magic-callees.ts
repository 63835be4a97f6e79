import type { FarEnd } from "../../carrier.ts";
import type { NetworkAct } from "./far-leg.ts";
import { goodbye, say, screeningActs, voicemailActs } from "./small-acts.ts";

/** What a number that nobody has does when it is called, always and in every world. */
interface MagicCallee {
  /** In one sentence, for whoever looks for one. */
  readonly does: string;
  /** `code` draws a one-time code. */
  readonly acts: (code: () => string) => readonly NetworkAct[];
}

const answering = (ringFor: number, ...acts: readonly NetworkAct[]): readonly NetworkAct[] => [
  { do: "answer", by: "person" satisfies FarEnd, ringFor },
  ...acts,
];

const fixed = (does: string, ...acts: readonly NetworkAct[]): MagicCallee => ({ does, acts: () => acts });

const unreachable = (does: string): MagicCallee => fixed(does, { do: "refuse", why: "unreachable" });

/** The numbers that do something of their own when they are called. The first are those of Twilio's test credentials. */
export const magicCallees: Readonly<Record<string, MagicCallee>> = {
  "+15005550001": unreachable("Is no valid number: the call fails."),
  "+15005550002": unreachable("Cannot be reached from anywhere: the call fails."),
  "+15005550003": unreachable("Lies in a region that may not be called: the call fails."),
  "+15005550130": fixed(
    "Answers after a second, talks for two turns and hangs up.",
    ...answering(1000, say("Hello?"), say("Thank you for letting me know. Goodbye!"), goodbye),
  ),
  "+15005550131": fixed("Is busy.", { do: "refuse", why: "busy" }),
  "+15005550132": fixed("Rings and is never answered."),
  "+15005550133": fixed(
    "Declines after a ring.",
    { do: "wait", for: 6000 },
    { do: "refuse", why: "declined" },
  ),
  "+15005550134": fixed("Is answered by voicemail after a second.", ...voicemailActs(1000)),
  "+15005550135": fixed(
    "Is screened by a machine, which puts through whoever says who they are.",
    ...screeningActs([say("Hello, I am here now."), say("Good, thank you. Goodbye!"), goodbye]),
  ),
  "+15005550136": fixed(
    "Is screened by a machine, which takes nobody.",
    { do: "answer", by: "screener", ringFor: 2000 },
    say("The person you are calling is not available. Goodbye."),
    goodbye,
  ),
  "+15005550137": fixed(
    "Answers after a second; once it has been silent for five seconds the network drops the call.",
    ...answering(1000, { do: "wait", for: 5000 }, { do: "leave", how: "dropped" }),
  ),
  "+15005550138": fixed(
    "Answers after a second and says three times what was said to it.",
    ...answering(1000, say("Echo."), { do: "echo" }, { do: "echo" }, { do: "echo" }, goodbye),
  ),
  "+15005550139": fixed(
    "Is a menu: 1 leads to sales, 2 to support; anything else is asked for again, twice.",
    ...answering(1000, {
      do: "menu",
      prompt: "Press 1 for sales or 2 for support.",
      tries: 3,
      options: {
        "1": [
          say("You have reached sales. What would you like to buy?"),
          say("We will call you back."),
          goodbye,
        ],
        "2": [say("You have reached support. What is the matter?"), say("It will be repaired."), goodbye],
      },
    }),
  ),
  "+15005550140": {
    does: "Answers after a second and reads out a one-time code, twice.",
    acts: (code) => {
      const digits = Array.from(code()).join(" ");
      const text = `Your verification code is ${digits}. Again: ${digits}.`;
      return answering(1000, say(text), say("Goodbye."), goodbye);
    },
  },
  "+15005550141": fixed("Answers after a second and never says a word.", ...answering(1000)),
  "+15005550142": fixed(
    "Answers after a second, hears out a greeting, and hangs up without a word.",
    ...answering(1000, goodbye),
  ),
  "+15005550143": fixed(
    "Answers after a second with a word, and talks over whatever is said to it for longer than 1.2 seconds.",
    ...answering(
      1000,
      say("Yes?"),
      {
        do: "talk over",
        after: 1200,
        text: "Sorry, I have no time for this.",
      },
      say("Goodbye."),
      goodbye,
    ),
  ),
  "+15005550144": fixed(
    "Answers after half a minute.",
    ...answering(30_000, say("Hello, sorry."), say("Goodbye."), goodbye),
  ),
};
