import type { CallWishes } from "../../calls.ts";
import type { Tell } from "../tell.ts";
import type { Sound } from "./write-twiml.ts";

/** A voice that Twilio has, which comes near to one of AgentPhone's. */
interface StandIn {
  readonly language: string;
  readonly voice: string;
}

const americanWoman = { language: "en-US", voice: "Joanna-Neural" };
const americanMan = { language: "en-US", voice: "Matthew-Neural" };
const britishWoman = { language: "en-GB", voice: "Amy-Neural" };
const britishMan = { language: "en-GB", voice: "Brian-Neural" };

/** Who of Amazon's stands in for voices of the vendor's, which Twilio does not have: by sex and accent, and no nearer. */
const standIns: Readonly<Record<string, StandIn>> = {
  custom_voice_ea22ba5fdfaa18f39c274851c1: americanWoman,
  "11labs-Marissa": americanWoman,
  "11labs-Adrian": americanMan,
  "11labs-Anna": americanWoman,
  "11labs-Amy": britishWoman,
  "11labs-Anthony": britishMan,
  "11labs-Billy": americanMan,
  "11labs-Chloe": americanWoman,
  "11labs-Dorothy": britishWoman,
  "cartesia-Cleo": americanWoman,
  "cartesia-Hailey": americanWoman,
  "cartesia-Nico": americanMan,
  "cartesia-Oliver": britishMan,
  "openai-Ash": americanMan,
  "openai-Coral": americanWoman,
  "openai-Nova": americanWoman,
  "openai-Onyx": americanMan,
  "openai-Shimmer": americanWoman,
  "minimax-Cimo": americanWoman,
  "minimax-Daniel": britishMan,
  "inworld-Ashley": americanWoman,
  "inworld-Ronald": americanMan,
  "platform-Willow": americanWoman,
  "platform-Grace": americanWoman,
};

/** Finds out how calls are to sound, and says once for each voice that cannot be had. */
export class Voices {
  readonly #tell: Tell;
  readonly #told = new Set<string>();

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  /** A voice of another language is left out, since Twilio would end the call over it. */
  soundOf({ voice, language }: Pick<CallWishes, "voice" | "language">): Sound {
    const standIn = standIns[voice ?? ""];
    if (standIn !== undefined && standIn.language === (language ?? "en-US")) {
      return { language: standIn.language, voice: { ttsProvider: "Amazon", voice: standIn.voice } };
    }
    if (voice !== undefined && !this.#told.has(`${voice} ${language}`)) {
      this.#told.add(`${voice} ${language}`);
      const tongue = language === undefined ? "" : ` that speaks ${language}`;
      this.#tell.warn(`Twilio has no voice like ${voice}${tongue}: its calls have Twilio's usual voice.`);
    }
    return language === undefined ? {} : { language };
  }
}
