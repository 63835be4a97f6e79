import type { FakeCore } from "../core.ts";
import { rfc2822 } from "../dates.ts";
import type { CallBackAddress, PhoneCall } from "./phone-call.ts";
import { secondsOf, type Fields } from "./progress.ts";

/** What was recorded of a call. */
export interface Recording {
  readonly sid: string;
  readonly callSid: string;
  readonly created: number;
  readonly source: "OutboundAPI" | "StartCallRecordingAPI" | "RecordVerb" | "DialVerb";
  status: "in-progress" | "completed" | "absent";
  /** In seconds; -1 while it goes on. */
  duration: number;
}

/** All recordings of the account, oldest first. */
export class Recordings {
  readonly #core: FakeCore;
  readonly #rows = new Map<string, Recording>();
  /** Whom to tell of a recording, and of what. */
  readonly #told = new Map<
    string,
    { readonly address: CallBackAddress; readonly events: readonly string[] }
  >();

  constructor(core: FakeCore) {
    this.#core = core;
  }

  get all(): readonly Recording[] {
    return [...this.#rows.values()];
  }

  of(callSid: string): readonly Recording[] {
    return this.all.filter((row) => row.callSid === callSid);
  }

  find(sid: string): Recording | undefined {
    return this.#rows.get(sid);
  }

  delete(sid: string): boolean {
    return this.#rows.delete(sid);
  }

  /** Begins to record. It ends with the call, or by `finish`. */
  begin(
    call: PhoneCall,
    source: Recording["source"],
    callback?: { readonly address: CallBackAddress; readonly events: readonly string[] },
  ): Recording {
    const sid = this.#core.newSid("RE");
    const created = this.#core.realTime.now();
    const recording: Recording = {
      sid,
      callSid: call.sid,
      created,
      source,
      status: "in-progress",
      duration: -1,
    };
    this.#rows.set(sid, recording);
    if (callback !== undefined) this.#told.set(sid, callback);
    this.#tell(call, recording);
    return recording;
  }

  finish(call: PhoneCall, recording: Recording, seconds = secondsOf(call, this.#core.realTime.now())): void {
    if (recording.status !== "in-progress") return;
    recording.status = "completed";
    recording.duration = seconds;
    this.#tell(call, recording);
  }

  finishAll(call: PhoneCall): void {
    for (const recording of this.of(call.sid)) this.finish(call, recording);
  }

  /** The address of the bytes, without an ending. */
  urlOf(recording: Recording): string {
    return `https://api.twilio.com/2010-04-01/Accounts/${this.#core.accountSid}/Recordings/${recording.sid}`;
  }

  /** What the end of a call tells of what was recorded of it from the beginning. */
  fieldsOf(call: PhoneCall): Fields {
    const recording = this.of(call.sid).find(({ source }) => source === "OutboundAPI");
    if (recording === undefined) return {};
    return {
      RecordingUrl: this.urlOf(recording),
      RecordingSid: recording.sid,
      RecordingDuration: String(recording.duration),
    };
  }

  #tell(call: PhoneCall, recording: Recording): void {
    const told = this.#told.get(recording.sid);
    if (told === undefined || !told.events.includes(recording.status)) return;
    const fields: Fields = {
      AccountSid: this.#core.accountSid,
      CallSid: call.sid,
      RecordingSid: recording.sid,
      RecordingUrl: this.urlOf(recording),
      RecordingStatus: recording.status,
      RecordingDuration: String(Math.max(0, recording.duration)),
      RecordingChannels: "1",
      RecordingStartTime: rfc2822(recording.created),
      RecordingSource: recording.source,
      RecordingTrack: "both",
      ErrorCode: "0",
    };
    const { url, method } = told.address;
    void this.#core.callbacks.send({ url, method, fields });
  }
}

const rate = 8000;

/** A WAV file with a tenth of a second of silence for each second: sound enough for a test. */
export const soundOf = ({ duration }: Recording): Uint8Array => {
  const samples = (rate / 10) * Math.max(1, duration);
  const bytes = Buffer.alloc(44 + samples * 2);
  bytes.write("RIFF", 0, "latin1");
  bytes.writeUInt32LE(36 + samples * 2, 4);
  bytes.write("WAVEfmt ", 8, "latin1");
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write("data", 36, "latin1");
  bytes.writeUInt32LE(samples * 2, 40);
  return bytes;
};
