import type { NumberResource } from "../account/number-resource.ts";
import { Bell } from "./bell.ts";
import { Conversation } from "./conversation.ts";
import type { TwimlElement } from "./read-twiml.ts";
import type { Step } from "./steps.ts";

export type CallStatus =
  "queued" | "ringing" | "in-progress" | "completed" | "busy" | "failed" | "no-answer" | "canceled";

/** An address to call back, and how. */
export interface CallBackAddress {
  readonly url: string;
  readonly method: "GET" | "POST";
}

/** Where a document comes from. */
export type DocumentSource =
  { readonly twiml: string } | (CallBackAddress & { readonly fallback?: CallBackAddress | undefined });

/** What the one who placed a call asked for. */
export interface CallOrder {
  readonly document: DocumentSource | undefined;
  readonly status?: (CallBackAddress & { readonly events: readonly string[] }) | undefined;
  /** In seconds. */
  readonly timeout: number;
  /** In seconds. */
  readonly timeLimit: number;
  readonly detect?: {
    readonly messageEnd: boolean;
    readonly callback: CallBackAddress | undefined;
    readonly waits: boolean;
  };
  readonly record?: { readonly callback: CallBackAddress | undefined; readonly events: readonly string[] };
  readonly sendDigits?: string | undefined;
}

/** Whatever in a call listens to the person: a relay, a `<Gather>`, somebody the call was put through to. */
export interface Ear {
  says(text: string, by: "person" | "machine", pieces: readonly string[]): void;
  presses(digits: string): void;
  isSilent(): void;
  /** Talks over our side. False where these words were not said yet. */
  interrupt?(heard: string, text: string | undefined): boolean;
  cut?(): void;
}

/** A verb that was come to, with all that it says. */
export interface Performed {
  readonly verb: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly TwimlElement[];
}

interface CallFacts {
  readonly sid: string;
  readonly from: string;
  readonly to: string;
  readonly direction: "inbound" | "outbound-api" | "outbound-dial";
  readonly number?: NumberResource | undefined;
  readonly parent?: PhoneCall | undefined;
  readonly order: CallOrder;
  readonly created: number;
  readonly steps: readonly Step[];
}

/** One leg: a call between Twilio and a person's telephone, and everything that is known of it. */
export class PhoneCall {
  readonly sid: string;
  readonly from: string;
  readonly to: string;
  readonly direction: CallFacts["direction"];
  readonly number: NumberResource | undefined;
  readonly parent: PhoneCall | undefined;
  readonly order: CallOrder;
  readonly created: number;
  readonly steps: Step[];
  readonly bell = new Bell();
  readonly conversation = new Conversation();
  readonly performed: Performed[] = [];
  /** What our side sent over the call's relays, as it came. */
  readonly frames: string[] = [];
  readonly over = new AbortController();
  /** The run of the document that is followed now. */
  run = new AbortController();
  status: CallStatus = "queued";
  updated: number;
  queueTime = 0;
  begun: number | undefined;
  answered: number | undefined;
  ended: number | undefined;
  /** Milliseconds that went by without anybody waiting for them. */
  passed = 0;
  answeredBy: string | undefined;
  sipCode = 200;
  /** What of its end is told first. */
  told: "by socket" | "by status" | undefined;
  /** Millionths of a dollar; undefined where nobody answered, or as long as it lasts. */
  cost: number | undefined;
  ear: Ear | undefined;
  /** The document has come to where it waits for somebody, or to its end. */
  isUnderWay = false;
  /** How many of our side's turns the person has waited for. */
  heard = 0;
  callbacksSent = 0;
  /** The latest status callback: the next waits for it. */
  lastCallback: Promise<unknown> = Promise.resolve();
  /** What has to be over before the call's end is told by status: its relay's end, where the socket goes first. */
  lastRelay: Promise<unknown> = Promise.resolve();

  constructor(facts: CallFacts) {
    this.sid = facts.sid;
    this.from = facts.from;
    this.to = facts.to;
    this.direction = facts.direction;
    this.number = facts.number;
    this.parent = facts.parent;
    this.order = facts.order;
    this.created = facts.created;
    this.updated = facts.created;
    this.steps = Array.from(facts.steps);
  }

  get isOver(): boolean {
    return this.over.signal.aborted;
  }

  /** The number at the other end of the line from our account: who the person is. */
  get person(): string {
    return this.direction === "inbound" ? this.from : this.to;
  }

  /** The person does this too, after everything else. */
  does(...steps: readonly Step[]): void {
    this.steps.push(...steps);
    this.bell.ring();
  }

  /** Says who listens to the person from now on. Answers what ends that, unless somebody else listens by then. */
  listen(ear: Ear): () => void {
    this.ear = ear;
    this.underWay();
    return () => {
      if (this.ear === ear) this.ear = undefined;
      this.bell.ring();
    };
  }

  underWay(): void {
    this.isUnderWay = true;
    this.bell.ring();
  }
}
