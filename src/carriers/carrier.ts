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

/** A text on its way from a telephone on the network to one of our lines. Numbers are E.164. */
export interface ArrivingMessage {
  readonly from: string;
  readonly to: string;
  readonly body: string;
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
  callArrived(call: ArrivingCall): void;
}

/** What a carrier may ask of the world it serves. */
export interface CarrierHost {
  /** Whether a number is on a line or belongs to a person, and so cannot be given out. */
  isTaken(e164: string): boolean;
  /** Whether a number is one of our lines. */
  isLine(e164: string): boolean;
  random(purpose: string, owner: string): Random;
}

/** The people on a simulated network. A real carrier has none: its people hold telephones of their own. */
export interface People {
  /** Throws `not_found` when no line of the world has the number. */
  text(message: ArrivingMessage): void;
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
  connect(listener: CarrierListener): void;
  readonly people?: People;
}
