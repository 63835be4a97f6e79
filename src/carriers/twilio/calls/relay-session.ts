import type { RawData, WebSocket } from "ws";
import type { RealTime } from "../../../kernel/clock/clock.ts";

/** What Twilio says of a call when it opens its relay. */
export interface RelaySetup {
  readonly callSid: string;
  readonly accountSid: string;
  readonly token: string | undefined;
}

/** Who hears what comes by a relay. */
interface RelayEars {
  /** Answers whether it is the call that it says it is. */
  setUp(setup: RelaySetup): boolean;
  heard(text: string): void;
  pressed(digits: string): void;
  /** The far end talks over our side, which could be heard so far; undefined where Twilio does not say. */
  interrupted(heard: string | undefined): void;
  /** Twilio could not do something. */
  troubled(what: string): void;
  closed(code: number, wasSetUp: boolean): void;
}

/** How long keys that are pressed one after the other belong together. */
const keysTogetherMs = 700;

/** How long a socket may take to say whose it is. */
const setupMs = 10_000;

/** A close code of WebSockets: what came was not allowed. */
const notAllowed = 1008;

type Frame = Readonly<Record<string, unknown>>;

/** One call's WebSocket: frames of ConversationRelay in and out. */
export class RelaySession {
  readonly #socket: WebSocket;
  readonly #ears: RelayEars;
  readonly #realTime: RealTime;
  #isSetUp = false;
  #keys = "";
  #stopWaiting: (() => void) | undefined;

  constructor(socket: WebSocket, ears: RelayEars, realTime: RealTime) {
    this.#socket = socket;
    this.#ears = ears;
    this.#realTime = realTime;
    const stop = realTime.after(setupMs, () => this.#isSetUp || this.close(notAllowed, "no setup"));
    socket.on("message", (data, isBinary) => {
      if (!isBinary) this.#take(data);
    });
    socket.on("close", (code) => {
      stop();
      this.#stopWaiting?.();
      ears.closed(code, this.#isSetUp);
    });
  }

  get isOpen(): boolean {
    return this.#isSetUp && this.#socket.readyState === this.#socket.OPEN;
  }

  /** Says something more; with `last` that is all for now. */
  say(token: string, { last, firm = false }: { readonly last: boolean; readonly firm?: boolean }): void {
    this.#send({ type: "text", token, last, ...(firm && { interruptible: false }) });
  }

  press(digits: string): void {
    this.#send({ type: "sendDigits", digits });
  }

  /** Lets Twilio go on with the call without words, after what was said has been heard. */
  end(handoffData?: string): void {
    this.#send({ type: "end", ...(handoffData !== undefined && { handoffData }) });
  }

  /** What was pressed so far is all that belongs together. */
  hearKeys(): void {
    this.#stopWaiting?.();
    const keys = this.#keys;
    this.#keys = "";
    if (keys !== "") this.#ears.pressed(keys);
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  #send(frame: Frame): void {
    if (this.isOpen) this.#socket.send(JSON.stringify(frame));
  }

  #take(data: RawData): void {
    const frame = readFrame(data);
    if (frame === undefined) return this.#ears.troubled("a frame that is no JSON object");
    const type = frame["type"];
    if (!this.#isSetUp) return this.#setUp(type === "setup" ? frame : {});
    if (type === "prompt") this.#hear(frame);
    else if (type === "dtmf") this.#hearKey(textOf(frame, "digit") ?? "");
    else if (type === "interrupt") this.#ears.interrupted(textOf(frame, "utteranceUntilInterrupt"));
    else if (type === "error") this.#ears.troubled(textOf(frame, "description") ?? "an error without a word");
  }

  #setUp(frame: Frame): void {
    const { customParameters } = frame;
    const parameters = isFrame(customParameters) ? customParameters : {};
    // Before that nothing can be said, and what its ears do about it is mostly saying something.
    this.#isSetUp = true;
    const isOurs = this.#ears.setUp({
      callSid: textOf(frame, "callSid") ?? "",
      accountSid: textOf(frame, "accountSid") ?? "",
      token: textOf(parameters, "token"),
    });
    if (isOurs) return;
    this.#isSetUp = false;
    this.close(notAllowed, "not this call");
  }

  #hear(frame: Frame): void {
    const words = (textOf(frame, "voicePrompt") ?? "").trim();
    // Guesses while somebody is still speaking come with last: false.
    if (frame["last"] === false || words === "") return;
    this.hearKeys();
    this.#ears.heard(words);
  }

  #hearKey(key: string): void {
    if (!/^[\d*#]$/.test(key)) return;
    this.#keys += key;
    this.#stopWaiting?.();
    if (key === "#") return this.hearKeys();
    this.#stopWaiting = this.#realTime.after(keysTogetherMs, () => this.hearKeys());
  }
}

const readFrame = (data: RawData): Frame | undefined => {
  try {
    const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer);
    const frame: unknown = JSON.parse(bytes.toString("utf8"));
    return isFrame(frame) ? frame : undefined;
  } catch {
    return undefined;
  }
};

const isFrame = (value: unknown): value is Frame =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const textOf = (frame: Frame, name: string): string | undefined => {
  const value = frame[name];
  return typeof value === "string" ? value : undefined;
};
