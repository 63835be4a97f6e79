import type { TurnReply } from "../../../calls/voice.ts";
import { readVoiceObject, type VoiceObject } from "./read-voice-object.ts";

/** How an answer begins. */
export interface VoiceAnswerHead {
  readonly status: number;
  readonly contentType: string;
}

/** A piece of a turn as a voice webhook answers it. */
export interface VoicePiece {
  readonly reply: TurnReply;
  /** Nothing more comes of the turn. */
  readonly last: boolean;
  /** Why a turn that ends without a word is silent, or what of its answer makes no sense. */
  readonly why?: string | undefined;
}

/** How much of an answer is read. */
const mostBytes = 65_536;

const tooLong = "The webhook's answer is longer than 64 KB.";

/**
 * Reads the answer of a voice webhook while it comes in: one JSON object, or one a line where it is NDJSON. It says
 * exactly once that the turn is over; what comes after that is ignored.
 */
export class VoiceAnswerReader {
  readonly #head: VoiceAnswerHead;
  readonly #isStream: boolean;
  /** A mark of the byte order is left out by it. */
  readonly #decoder = new TextDecoder();
  #rest = "";
  #read = 0;
  #isOver = false;
  #hasSpoken = false;
  #why: string | undefined;

  constructor(head: VoiceAnswerHead) {
    this.#head = head;
    this.#isStream = /^\s*application\/x-ndjson\s*(?:;|$)/i.test(head.contentType);
  }

  /** Takes some bytes; answers what they complete. */
  push(bytes: Uint8Array): readonly VoicePiece[] {
    if (this.#isOver || !this.#isSuccess) return [];
    this.#read += bytes.length;
    if (this.#read > mostBytes) return this.#close({}, tooLong);
    this.#rest += this.#decoder.decode(bytes, { stream: true });
    return this.#isStream ? this.#takeLines() : [];
  }

  /** The answer is over; `why` says so where it broke off. */
  end(why?: string): readonly VoicePiece[] {
    if (this.#isOver) return [];
    if (!this.#isSuccess) return this.#close({}, `The webhook answered HTTP ${this.#head.status}.`);
    if (why !== undefined) return this.#close({}, why);
    this.#rest += this.#decoder.decode();
    if (!this.#isStream) return this.#closeWith(readJson(this.#rest, jsonCure));
    const before = this.#rest.trim() === "" ? [] : this.#takeLine(this.#rest);
    return this.#isOver ? before : [...before, ...this.#closeWith({ reply: {}, interim: false })];
  }

  get #isSuccess(): boolean {
    return this.#head.status >= 200 && this.#head.status < 300;
  }

  #takeLines(): readonly VoicePiece[] {
    const lines = this.#rest.split("\n");
    this.#rest = lines.pop() ?? "";
    return lines.flatMap((line) => (this.#isOver || line.trim() === "" ? [] : this.#takeLine(line)));
  }

  #takeLine(line: string): readonly VoicePiece[] {
    const object = readJson(line, "Each line has to be one JSON object.");
    if (!object.interim) return this.#closeWith(object);
    this.#why ??= object.why;
    if (Object.keys(object.reply).length === 0) return [];
    this.#hasSpoken ||= isSpoken(object.reply);
    return [{ reply: object.reply, last: false }];
  }

  #closeWith({ reply, why }: VoiceObject): readonly VoicePiece[] {
    const empty = this.#hasSpoken || isSpoken(reply) ? undefined : emptiness(this.#isStream);
    return this.#close(reply, why ?? this.#why ?? empty);
  }

  #close(reply: TurnReply, why: string | undefined): readonly VoicePiece[] {
    this.#isOver = true;
    this.#rest = "";
    return [{ reply, last: true, ...(why !== undefined && { why }) }];
  }
}

const isSpoken = ({ text, digits }: TurnReply): boolean => text !== undefined || digits !== undefined;

const jsonCure = "It has to be one JSON object; lines of them need the type application/x-ndjson.";

const emptiness = (isStream: boolean): string =>
  `The webhook's answer has no text${isStream ? " in any of its lines" : ""}.`;

const readJson = (text: string, cure: string): VoiceObject => {
  if (text.trim() === "") return { reply: {}, interim: false, why: "The webhook's answer is empty." };
  try {
    return readVoiceObject(JSON.parse(text));
  } catch {
    return { reply: {}, interim: false, why: `The webhook's answer is no JSON. ${cure}` };
  }
};
