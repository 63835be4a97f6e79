import type { JsonObject } from "../kernel/json.ts";
import type { Random } from "../kernel/random.ts";
import type {
  ArrivingCall,
  CallManners,
  CallRefusal,
  CallWishes,
  DepartingCall,
  FarAct,
  FarEnd,
  FarLeaving,
  FarState,
  Heard,
  Spoken,
  Utterance,
} from "./calls.ts";

export type * from "./calls.ts";

/**
 * Where a number lives and what kind it is. `locality` is a wish: a known city's slug decides the area code, and in
 * the United States and Canada a three-digit area code may stand in its place.
 */
export interface NumberQuery {
  readonly country: string;
  readonly type: "local" | "mobile" | "national";
  readonly locality?: string;
  /** Names the wish: a real carrier buys once for it, in whichever process it is asked. */
  readonly errand?: string;
}

/** What a text travels as. */
export type TextChannel = "sms" | "mms" | "imessage";

/** An iMessage group that a text is written in: its id and everybody in it. */
export interface TextGroup {
  readonly id: string;
  readonly members: readonly string[];
}

/**
 * A text on its way from a telephone on the network to one of our lines. Numbers are E.164; a sender may also be a
 * short code, or an Apple ID's email address.
 */
export interface ArrivingMessage {
  readonly from: string;
  readonly to: string;
  readonly body: string;
  /** Absent: what both ends can. */
  readonly channel?: TextChannel | undefined;
  readonly mediaUrls?: readonly string[] | undefined;
  /** The group it is written in; its members where the line may not know the group yet. */
  readonly groupId?: string | undefined;
  readonly groupMembers?: readonly string[] | undefined;
  /** The one-time code that it brings, where the sender says so. */
  readonly code?: string | undefined;
  /** The text's id on the line that sent it, where that is one of ours too. */
  readonly sentAs?: string | undefined;
  /** It is kept, and no agent is told of it: whoever sent it is none of theirs. */
  readonly unheard?: true | undefined;
}

/** A text that one of our lines sends. `to` is E.164, a short code, an email address, or a group's id. */
export interface DepartingMessage {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly channel: TextChannel;
  readonly mediaUrls: readonly string[];
  readonly group?: TextGroup | undefined;
}

/** What became of a text that one of our lines sent. */
export type MessageOutcome =
  | { readonly status: "delivered" }
  | {
      readonly status: "undelivered" | "failed";
      /** In the carrier's words. */
      readonly why: string;
      readonly errorCode?: string | undefined;
    };

/** Somebody's tapback on a message that one of our lines sent or received. */
export interface ArrivingReaction {
  readonly from: string;
  readonly messageId: string;
  readonly reaction: string;
}

/** What the carrier tells whoever is connected to it. Called within the instant in which it happens. */
export interface CarrierListener {
  messageArrived(message: ArrivingMessage): void;
  /** What became of a text that was sent. May come late, twice, or never. */
  messageReported(id: string, outcome: MessageOutcome): void;
  reactionArrived(reaction: ArrivingReaction): void;
  /** Answers the id that the line's side gave the call; by it both talk about it from now on. */
  callArrived(call: ArrivingCall): string;
  /** It rings now. Our side may take or refuse a call that arrived, now or later. */
  callRang(id: string): void;
  /** Somebody picked up, perhaps a second time, put through by a machine. Answers whether our side speaks first. */
  callAnswered(id: string, by: FarEnd): boolean;
  callRefused(id: string, why: CallRefusal): void;
  /** The far end has said something; now it is our side's turn. */
  callHeard(id: string, heard: Heard): void;
  /** The far end has pressed keys; now it is our side's turn. */
  callPressed(id: string, digits: string): void;
  /** What our side said in its turn is over. Not told of a turn in which it said nothing. */
  callSpoken(id: string, spoken: Spoken): void;
  /** The far end goes on talking before our side, whose turn it was, has begun: whatever that would say is too late. */
  callTurnLost(id: string): void;
  /** Everybody has heard what our side said: if it wants to leave after that, it can leave now. */
  callTurnOver(id: string): void;
  /** The far end has left, before or after our side answered. `lasted`: how many milliseconds they talked, where that is heard of later. */
  callLeft(id: string, how: FarLeaving, lasted?: number): void;
}

/** What a carrier may ask of the world it serves. */
export interface CarrierHost {
  /** Whether a number is on a line or belongs to a person, and so cannot be given out. */
  isTaken(e164: string): boolean;
  /** Whether a number is one of our lines. */
  isLine(e164: string): boolean;
  random(purpose: string, owner: string): Random;
  /**
   * Wakes the carrier with a task after so many milliseconds. The world keeps the task, so that snapshots hold it.
   * With `unasked` time goes there by itself, unless it `ends` a call whose far end somebody plays who has time to
   * think. Answers by what name it can be called off.
   */
  later(
    milliseconds: number,
    task: JsonObject,
    options?: { readonly unasked?: true; readonly ends?: string },
  ): string;
  callOff(task: string): void;
  /** The present instant. */
  now(): number;
  /** What the carrier keeps under a name; the world holds it, so that snapshots do. */
  recall(name: string): JsonObject | undefined;
  /** Keeps something under a name; undefined forgets it. */
  keep(name: string, kept: JsonObject | undefined): void;
  /** What somebody who has a number does when called, where it is known. */
  mannersOf(e164: string): CallManners | undefined;
  /** Whether somebody else plays the far end of a call, so that it does nothing of itself. */
  isPlayed(id: string): boolean;
  /** What the line's side of a call wishes: how it sounds, what it opens with, how long it may last. */
  wishesOf(id: string): CallWishes;
  /** How many milliseconds a word takes at one side of a call. */
  wordMs(id: string, whose: "ours" | "theirs"): number;
}

/** The people on a simulated network. A real carrier has none: its people hold telephones of their own. */
export interface People {
  /** Throws `not_found` when no line of the world has the number. */
  text(message: ArrivingMessage): void;
  react(reaction: ArrivingReaction): void;
  /**
   * Calls a line. Somebody whose call is `played` by others does only what they say; else they talk for a few turns, or
   * say what they are given. Answers the id that the line's side gave the call.
   */
  call(
    call: ArrivingCall,
    manners?: { readonly played?: boolean; readonly says?: readonly string[] },
  ): string;
  /** Lets the far end of a live call do something, after everything it was told before. */
  act(id: string, act: FarAct): void;
  /** Takes the far end of a live call over from the network's own people: what it would have done is forgotten. */
  take(id: string): void;
  /** Undefined for a call that the network knows nothing of, as one that is over. */
  stateOf(id: string): FarState | undefined;
}

/** The telephone network behind the APIs: the fake one, or a real carrier's. */
export interface Carrier {
  readonly kind: "fake" | "twilio";
  /**
   * Rents a number that is free. Answers E.164. Throws `unsupported_configuration` for a country or type it does not
   * have and `number_unavailable` when the shelf is empty. The caller marks the number taken before it rents again.
   */
  rentNumber(query: NumberQuery): Promise<string>;
  /** Takes a certain number that nobody has, E.164. Throws `number_unavailable` where the network cannot give out that one. */
  claimNumber(e164: string): Promise<void>;
  /** Gives a number back to the network. */
  releaseNumber(e164: string): Promise<void>;
  /** Takes a text from one of our lines; what becomes of it is reported. Throws `carrier_error` when it is not taken. */
  sendMessage(message: DepartingMessage): Promise<void>;
  /** Takes a call from one of our lines; what becomes of it is told. Throws `carrier_error` when it is not taken. */
  placeCall(call: DepartingCall): Promise<void>;
  /** Our side picks up, and has the first turn. */
  answerCall(id: string): void;
  /** Our side does not take a call that rings, and the caller is told why. */
  refuseCall(id: string, why: "busy" | "declined"): void;
  /** Our side says or presses something, after what it did before. */
  speak(id: string, utterance: Utterance): void;
  /** Connects the far end to another number; our side is out of it then. */
  transferCall(id: string, to: string): void;
  /** Our side says no more: what could be heard so far of what it was saying is told as `callSpoken`. */
  stopSpeaking(id: string): void;
  hangUp(id: string): void;
  /** Whether a real network records calls. Others have no such field: what was said in them can always be heard. */
  readonly records?: boolean;
  /** What a real network has recorded of a call, as a WAV file; undefined where it has nothing, or not yet. Others have no such method. */
  soundOf?(id: string): Promise<Buffer | undefined>;
  /** The time of a task that it asked its host to keep has come. */
  wake(task: JsonObject): void;
  connect(listener: CarrierListener): void;
  readonly people?: People;
}
