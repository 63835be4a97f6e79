import { WebSocket } from "ws";
import { reach } from "../callbacks/reach.ts";
import { signatureOf } from "../sign.ts";
import { untilGone } from "./bell.ts";
import type { CallDesk } from "./call-desk.ts";
import type { Ear, PhoneCall } from "./phone-call.ts";
import type { TwimlElement } from "./read-twiml.ts";
import { readFrame, relayAttributes, type RelayFrame } from "./relay-frames.ts";
import { RelayVoice } from "./relay-voice.ts";

/** How a session ended, in the words of the action callback. */
export interface RelayEnd {
  readonly status: "completed" | "ended" | "failed";
  readonly seconds: number;
  readonly handoffData?: string | undefined;
  readonly code?: number;
  readonly message?: string;
}

type Outcome = Omit<RelayEnd, "seconds">;

const wasHungUp: Outcome = { status: "completed" };

/** Which ways of talking over our side an attribute names. */
const kindsOf = (value: string): { readonly speech: boolean; readonly keys: boolean } => ({
  speech: ["any", "speech", "true"].includes(value),
  keys: ["any", "dtmf", "true"].includes(value),
});

/** One session of ConversationRelay: Twilio's end of the WebSocket, and the ear of whoever is on the telephone. */
export class Relay {
  readonly sessionId: string;
  readonly #desk: CallDesk;
  readonly #call: PhoneCall;
  readonly #element: TwimlElement;
  readonly #voice: RelayVoice;
  #socket: WebSocket | undefined;
  #outcome: Outcome | undefined;
  /** What is said now may not be talked over. */
  #isFirm = false;
  #frames: Promise<void> = Promise.resolve();

  constructor(desk: CallDesk, call: PhoneCall, element: TwimlElement) {
    this.#desk = desk;
    this.#call = call;
    this.#element = element;
    this.sessionId = desk.core.newSid("VX");
    this.#voice = new RelayVoice({
      realTime: desk.core.realTime,
      wordMs: desk.wordMs,
      heard: (word) => {
        call.conversation.lineSays(word, { grow: true });
        call.bell.ring();
      },
      turnOver: () => {
        call.conversation.turnOver();
        call.bell.ring();
      },
    });
  }

  /** Resolves when the session is over: the signal is given, our side ends it, or it fails. */
  async run(signal: AbortSignal): Promise<RelayEnd> {
    const { core } = this.#desk;
    const begun = core.realTime.now();
    const passed = this.#call.passed;
    this.#checkAttributes();
    const socket = await core.work.run(() => this.#connect());
    if (socket !== undefined) await this.#talk(socket, signal);
    if (signal.aborted && this.#call.told === "by status") await this.#call.lastCallback;
    this.#call.underWay();
    this.#voice.flush();
    if (socket !== undefined) await this.#close(socket);
    const seconds = Math.round((core.realTime.now() - begun + this.#call.passed - passed) / 1000);
    return { ...(this.#outcome ?? wasHungUp), seconds };
  }

  #attribute(name: string, otherwise: string): string {
    return this.#element.attributes[name] ?? otherwise;
  }

  #checkAttributes(): void {
    const unknown = Object.keys(this.#element.attributes).filter((name) => !relayAttributes.has(name));
    for (const name of unknown)
      this.#desk.note(this.#call, 12_200, `<ConversationRelay> has no attribute ${name}.`);
    for (const { name } of this.#element.children) {
      if (name === "Parameter" || name === "Language") continue;
      this.#desk.note(this.#call, 12_200, `<${name}> cannot stand in a <ConversationRelay>.`);
    }
  }

  #fail(code: number, message: string): undefined {
    this.#outcome ??= { status: "failed", code, message };
    this.#desk.note(this.#call, code, message);
    this.#call.bell.ring();
    return undefined;
  }

  async #close(socket: WebSocket): Promise<void> {
    const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
    const isClosed = socket.readyState === WebSocket.CLOSED;
    socket.close(1000);
    if (!isClosed && this.#call.told === "by socket") await closed;
  }

  async #connect(): Promise<WebSocket | undefined> {
    const url = this.#attribute("url", "");
    if (!url.startsWith("wss://") || !URL.canParse(url)) {
      return this.#fail(64_101, `The relay's url "${url}" is no wss: address.`);
    }
    const { core } = this.#desk;
    const address = reach(this.#desk.publicHosts, url)?.replace(/^http/u, "ws");
    if (address === undefined) return this.#fail(64_102, "Nobody is at the relay's url.");
    const headers = { host: new URL(url).host, "x-twilio-signature": signatureOf(core.authToken, url, []) };
    const socket = new WebSocket(address, { headers, allowSynchronousEvents: false });
    this.#socket = socket;
    this.#desk.closed.signal.addEventListener("abort", () => socket.terminate());
    // Whatever is sent at once after the handshake waits here.
    socket.on("message", (data, isBinary) => this.#take(isBinary ? "" : (data as Buffer).toString()));
    socket.on("close", () => {
      if (socket === this.#socket)
        this.#fail(64_105, "The WebSocket was closed before the session had ended.");
    });
    return this.#open(socket);
  }

  #open(socket: WebSocket): Promise<WebSocket | undefined> {
    return new Promise((resolve) => {
      let isOpen = false;
      const stop = this.#desk.core.realTime.after(15_000, () => socket.terminate());
      socket.on("open", () => {
        isOpen = true;
        stop();
        resolve(socket);
      });
      // What breaks later is followed by a close.
      socket.on("error", (error) => {
        if (isOpen) return;
        this.#socket = undefined;
        stop();
        resolve(this.#fail(64_102, `The relay's url cannot be connected to: ${error.message}`));
      });
    });
  }

  async #talk(socket: WebSocket, signal: AbortSignal): Promise<void> {
    const call = this.#call;
    if (!signal.aborted) {
      this.#send(this.#setup());
      const greeting = this.#attribute("welcomeGreeting", "");
      if (greeting !== "") {
        this.#isFirm = !kindsOf(this.#attribute("welcomeGreetingInterruptible", "any")).speech;
        this.#voice.say(greeting);
        this.#voice.endTurn();
      }
      const leave = call.listen(this.#ear());
      await untilGone(call.bell.until(() => this.#outcome, signal));
      leave();
    }
    if (this.#socket === socket) this.#socket = undefined;
  }

  #setup(): object {
    const call = this.#call;
    const parameters = this.#element.children.filter(({ name }) => name === "Parameter");
    return {
      type: "setup",
      sessionId: this.sessionId,
      callSid: call.sid,
      parentCallSid: call.parent?.sid ?? "",
      accountSid: this.#desk.core.accountSid,
      from: call.from,
      to: call.to,
      forwardedFrom: "",
      callerName: "",
      direction: call.direction,
      callType: "PSTN",
      callStatus: call.status.toUpperCase(),
      customParameters: Object.fromEntries(
        parameters.map(({ attributes }) => [attributes["name"] ?? "", attributes["value"] ?? ""]),
      ),
    };
  }

  #send(frame: object): void {
    this.#socket?.send(JSON.stringify(frame));
  }

  /** One frame after the other; between two of them the person may do something. */
  #take(data: string): void {
    this.#call.frames.push(data);
    this.#call.bell.ring();
    this.#frames = this.#desk.core.work.run(async () => {
      await this.#frames;
      if (this.#outcome !== undefined || this.#call.isOver) return;
      const frame = readFrame(data);
      if (typeof frame === "string") {
        this.#send({ type: "error", description: `Invalid message received: ${frame}` });
        this.#desk.note(this.#call, 64_107, `A message of ours was not understood: ${frame}.`);
      } else this.#obey(frame);
      await new Promise<void>((resolve) => setImmediate(resolve));
    });
  }

  #obey(frame: RelayFrame): void {
    switch (frame.type) {
      case "text":
        this.#isFirm = !frame.interruptible;
        this.#voice.say(frame.token);
        if (frame.last) this.#voice.endTurn();
        return;
      case "play":
        return this.#voice.say(`[${frame.source}]`);
      case "sendDigits":
        this.#call.conversation.add({ by: "line", digits: frame.digits });
        return this.#call.bell.ring();
      case "language":
        return;
      case "end":
        void this.#voice.drained().then(() => {
          this.#outcome ??= { status: "ended", handoffData: frame.handoffData };
          this.#call.conversation.closeTurn();
          this.#call.bell.ring();
        });
    }
  }

  #prompt(voicePrompt: string, last: boolean, agentSpeaking: boolean): void {
    const lang = this.#attribute("transcriptionLanguage", this.#attribute("language", "en-US"));
    this.#send({ type: "prompt", voicePrompt, lang, last, ...(agentSpeaking ? { agentSpeaking } : {}) });
  }

  #ear(): Ear {
    return {
      says: (text, _by, pieces) => {
        const isPartly = this.#attribute("partialPrompts", "false") === "true";
        for (const piece of isPartly ? pieces : []) this.#prompt(piece, false, false);
        this.#prompt(text, true, false);
      },
      presses: (digits) => {
        if (this.#attribute("dtmfDetection", "false") !== "true") {
          return this.#desk.note(this.#call, 0, "Keys were pressed, but dtmfDetection is off.");
        }
        for (const digit of digits) this.#send({ type: "dtmf", digit });
      },
      isSilent: () => undefined,
      interrupt: (heard, text) => this.#interrupt(heard, text),
      cut: () => this.#socket?.terminate(),
    };
  }

  #interrupt(heard: string, text: string | undefined): boolean {
    const { conversation, heard: from } = this.#call;
    if (!conversation.hasSaid(heard, from)) return false;
    const mayInterrupt = !this.#isFirm && kindsOf(this.#attribute("interruptible", "any")).speech;
    const cut = mayInterrupt ? conversation.interrupt(heard, from) : undefined;
    if (cut !== undefined) {
      this.#call.heard = conversation.turns.length;
      this.#voice.flush();
      const durationUntilInterruptMs = cut.split(/\s+/u).length * (this.#desk.wordMs || 300);
      this.#send({ type: "interrupt", utteranceUntilInterrupt: cut, durationUntilInterruptMs });
    }
    if (text === undefined) return true;
    conversation.add({ by: "person", text });
    // Whoever does not ask for it is not told what was said meanwhile.
    const isReported = kindsOf(this.#attribute("reportInputDuringAgentSpeech", "none")).speech;
    if (isReported) this.#prompt(text, true, true);
    else
      this.#desk.note(
        this.#call,
        0,
        "Words that were said over our side's were not told of: reportInputDuringAgentSpeech.",
      );
    return true;
  }
}
