import { RingbackError } from "../../../kernel/errors.ts";
import type { Callback, CallbackAnswer } from "../callbacks/callbacks.ts";
import { maskNumber, maskText } from "../rails/masked.ts";
import { TwilioRefused } from "../rest/twilio-errors.ts";
import type { CallRoom } from "./call-room.ts";
import type { CallRow } from "./call-row.ts";
import { soundOf } from "./endings.ts";

/** Twilio's number for a call that is not in progress, so that nothing can be recorded of it. */
const notUnderWay = 21_220;

/** What Twilio is to tell of recordings: unasked it tells of those alone that there are. */
export const toldOfRecordings = ["absent"];

/** What Twilio has recorded of calls. Nobody is given Twilio's address of it: the sound goes through here. */
export class Recordings {
  readonly #room: CallRoom;

  constructor(room: CallRoom) {
    this.#room = room;
  }

  /** Has Twilio record a call that somebody has placed to us: those that we place say so when they are placed. */
  async begin({ sid, session, other, inbound, recorded }: CallRow): Promise<void> {
    if (!inbound || !recorded || sid === undefined) return;
    const { callbacks, tell, twilio } = this.#room.parts;
    const told = callbacks.urlOf("recording", session);
    try {
      await twilio.recordCall(sid, {
        RecordingChannels: "mono",
        ...(told !== undefined && {
          RecordingStatusCallback: told,
          RecordingStatusCallbackEvent: toldOfRecordings,
        }),
      });
    } catch (error) {
      // They may have hung up in between.
      if (error instanceof TwilioRefused && (error.code === notUnderWay || error.status === 404)) return;
      const why = error instanceof Error ? maskText(error.message) : "";
      tell.warn(`The call with ${maskNumber(other)} is not recorded: ${why} The call goes on.`);
    }
  }

  /** Twilio says that there is no recording. */
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
