import { RingbackError } from "../../../kernel/errors.ts";
import type { Callback, CallbackAnswer } from "../callbacks/callbacks.ts";
import { maskNumber, maskText } from "../rails/masked.ts";
import { TwilioRefused } from "../rest/twilio-errors.ts";
import type { CallRoom } from "./call-room.ts";
import { soundOf } from "./endings.ts";

/** What Twilio has recorded of calls. Nobody is given Twilio's address of it: the sound goes through here. */
export class Recordings {
  readonly #room: CallRoom;

  constructor(room: CallRoom) {
    this.#room = room;
  }

  /** Twilio says that a recording is done, or that there is none. */
  reported(callback: Callback): CallbackAnswer {
    const { book, parts } = this.#room;
    if (callback.field("RecordingStatus") === "absent") {
      const other = book.find(callback.id, callback.field("CallSid"))?.other;
      const whose = other === undefined ? "A call" : `The call with ${maskNumber(other)}`;
      parts.tell.warn(`${whose} was to be recorded, and Twilio says that there is nothing of it.`);
    }
    return { empty: true };
  }

  /** Undefined where nothing was recorded, or not yet. */
  async soundOf(id: string): Promise<Buffer | undefined> {
    const { book, host, parts } = this.#room;
    const sid = book.get(id)?.sid ?? host.recall(soundOf(id))?.["sid"];
    if (typeof sid !== "string") return undefined;
    try {
      const found = (await parts.twilio.listRecordings(sid)).find(({ status }) => status === "completed");
      if (found === undefined) return undefined;
      const { apiUrl, account } = parts.settings;
      const url = `${apiUrl}/2010-04-01/Accounts/${account.sid}/Recordings/${found.sid}.wav`;
      const { bytes } = await parts.twilio.readBytes(url);
      return Buffer.from(bytes);
    } catch (error) {
      if (error instanceof TwilioRefused && error.status === 404) return undefined;
      const why = error instanceof Error ? maskText(error.message) : "";
      throw new RingbackError("carrier_error", `The recording could not be read from Twilio: ${why}`, { id });
    }
  }
}
