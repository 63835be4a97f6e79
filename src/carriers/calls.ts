/** A call that reaches one of our lines. It rings for `ringFor` milliseconds unless it is answered. */
export interface ArrivingCall {
  readonly from: string;
  readonly to: string;
  readonly ringFor: number;
  /** Somebody at our side is there to take it, though nobody speaks for the line. */
  readonly isAnswered?: boolean | undefined;
  /** The call's id on the line that placed it, where that is one of ours too. */
  readonly placedAs?: string | undefined;
  /** It never rang: it is filed as missed, and no agent is told, since whoever calls is none of theirs. */
  readonly unheard?: true | undefined;
}

/** A call that one of our lines places. Without a number it is a browser's, which rings until somebody joins it. */
export interface DepartingCall {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** How long it rings unless somebody answers, in milliseconds. */
  readonly ringFor: number;
}

/** What a line's side of a call wishes of the network that carries it. */
export interface CallWishes {
  /** What it will say first when somebody picks up. */
  readonly opening?: string | undefined;
  /** The vendor's name of a voice. */
  readonly voice?: string | undefined;
  /** BCP 47, such as `en-US`. */
  readonly language?: string | undefined;
  /** It wants to be told of a machine that answers, to leave a message there. */
  readonly leavesMessages: boolean;
  /** The call may be recorded. */
  readonly records: boolean;
  /** How long it may last, in milliseconds. */
  readonly longest: number;
}

/** Who picked up at the far end of a call. A screener may put a person through later. */
export type FarEnd = "person" | "machine" | "screener";

/** Why nobody took a call that one of our lines placed. */
export type CallRefusal = "busy" | "no answer" | "declined" | "unreachable";

/** Something that the far end of a call has finished saying. */
export interface Heard {
  readonly text: string;
  /** When it began to be said, where the carrier knows. */
  readonly since?: number | undefined;
  /** How sure the speech recognition is, from 0 to 1. */
  readonly confidence?: number | undefined;
  /** The call ended over it: that is all that could be heard, and nobody answers it. */
  readonly cutOff?: true | undefined;
}

/** Something that our side of a call says, and then presses. With `last` its turn ends, perhaps without a word. */
export interface Utterance {
  readonly text?: string | undefined;
  readonly digits?: string | undefined;
  readonly last: boolean;
  /** Nobody may talk over it. */
  readonly firm?: boolean | undefined;
}

/** Something that our side of a call has said in its turn, so far as it could be heard, and the keys it pressed then. */
export interface Spoken {
  readonly text: string;
  readonly digits: string;
  readonly since: number;
  /** When the words were over and the pressing began. */
  readonly wordsUntil: number;
  /** The far end talked over it: the rest was not said. */
  readonly interrupted: boolean;
}

/** How the far end left a call, or the network lost it, or ended it because no call may last longer. */
export type FarLeaving = "hung up" | "dropped" | "too long";

/** What somebody does when called: how long until they answer or what they do instead, and what they say. */
export interface CallManners {
  readonly answers?:
    { readonly after: number } | "never" | "busy" | "declines" | "voicemail" | "screens" | undefined;
  readonly says?: readonly string[] | undefined;
}

/** Something that the far end of a call does. What it says and presses waits until our side has had its turn. */
export type FarAct =
  /** Picks up, after so many milliseconds from when it began to ring, or at once. */
  | { readonly do: "answer"; readonly by: FarEnd; readonly ringFor?: number | undefined }
  | { readonly do: "refuse"; readonly why: CallRefusal }
  | {
      readonly do: "say";
      readonly text: string;
      readonly confidence?: number | undefined;
      /** Talks over our side instead of waiting until it has finished. */
      readonly interrupts?: boolean | undefined;
    }
  | { readonly do: "press"; readonly digits: string }
  /** Says nothing for so many milliseconds. */
  | { readonly do: "wait"; readonly for: number }
  | { readonly do: "leave"; readonly how: Exclude<FarLeaving, "too long"> };

/** How the far end of a live call stands. */
export interface FarState {
  /** It has answered. */
  readonly talking: boolean;
  /** What it does next waits for our side: it is speaking, or has its turn. */
  readonly isOurTurn: boolean;
  /** It is speaking itself. */
  readonly isTheirTurn: boolean;
  /** How much it has still to do of what it was told. */
  readonly toDo: number;
}
