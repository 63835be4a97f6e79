import type { JsonObject } from "../kernel/json.ts";
import type { Random } from "../kernel/random.ts";

/**
 * Where a number lives and what kind it is. `locality` is a wish: a known city's slug decides the area code, and in
 * the United States and Canada a three-digit area code may stand in its place.
 */
export interface NumberQuery {
  readonly country: string;
  readonly type: "local" | "mobile" | "national";
  readonly locality?: string;
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

/** A call that reaches one of our lines. It rings for `ringFor` milliseconds unless somebody answers. */
export interface ArrivingCall {
  readonly from: string;
  readonly to: string;
  readonly ringFor: number;
}

/** What the carrier tells whoever is connected to it. Called within the instant in which it happens. */
export interface CarrierListener {
  messageArrived(message: ArrivingMessage): void;
  /** What became of a text that was sent. May come late, twice, or never. */
  messageReported(id: string, outcome: MessageOutcome): void;
  reactionArrived(reaction: ArrivingReaction): void;
  callArrived(call: ArrivingCall): void;
}

/** What a carrier may ask of the world it serves. */
export interface CarrierHost {
  /** Whether a number is on a line or belongs to a person, and so cannot be given out. */
  isTaken(e164: string): boolean;
  /** Whether a number is one of our lines. */
  isLine(e164: string): boolean;
  random(purpose: string, owner: string): Random;
  /** Wakes the carrier with a task after so many milliseconds. The world keeps the task, so that snapshots hold it. */
  later(milliseconds: number, task: JsonObject): void;
}

/** The people on a simulated network. A real carrier has none: its people hold telephones of their own. */
export interface People {
  /** Throws `not_found` when no line of the world has the number. */
  text(message: ArrivingMessage): void;
  react(reaction: ArrivingReaction): void;
  call(call: ArrivingCall): void;
}

/** The telephone network behind the APIs: the fake one, or a real carrier's. */
export interface Carrier {
  readonly kind: "fake" | "twilio";
  /**
   * Rents a number that is free. Answers E.164. Throws `unsupported_configuration` for a country or type it does not
   * have and `number_unavailable` when the shelf is empty. The caller marks the number taken before it rents again.
   */
  rentNumber(query: NumberQuery): Promise<string>;
  /** Gives a number back to the network. */
  releaseNumber(e164: string): Promise<void>;
  /** Takes a text from one of our lines; what becomes of it is reported. Throws `carrier_error` when it is not taken. */
  sendMessage(message: DepartingMessage): Promise<void>;
  /** The time of a task that it asked its host to keep has come. */
  wake(task: JsonObject): void;
  connect(listener: CarrierListener): void;
  readonly people?: People;
}
