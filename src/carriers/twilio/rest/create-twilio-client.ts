import type { RealTime } from "../../../kernel/clock/clock.ts";
import type { RealSettings } from "../settings/real-settings.ts";
import { createApiAddress, formOf } from "./api-address.ts";
import { createAsk, type Question } from "./ask.ts";
import { createReadBytes } from "./read-bytes.ts";
import { createReader, type Reader } from "./reader.ts";
import { TwilioClock } from "./twilio-clock.ts";
import type {
  AccountFacts,
  AvailableNumber,
  CallFacts,
  MediaFacts,
  MessageFacts,
  OwnedNumber,
  RecordingFacts,
  Twilio,
} from "./twilio.ts";

interface ClientParts {
  readonly settings: Pick<RealSettings, "account" | "apiUrl">;
  readonly realTime: RealTime;
  /** Throws where nothing that reaches somebody or costs may be begun any more: it may have waited since it was let through. */
  readonly mayBegin?: () => void;
}

/** A client over `fetch`. Only a request that Twilio says it did not look at, a 429, is made again by itself. */
export const createTwilioClient = ({ settings, realTime, mayBegin }: ClientParts): Twilio => {
  const { account, apiUrl } = settings;
  const address = createApiAddress(apiUrl, account.sid);
  const clock = new TwilioClock(realTime);
  const ask = createAsk(account, realTime, clock);
  const reader = createReader(address, ask);
  const write = async <Facts extends { readonly sid: string }>(
    what: string,
    path: readonly string[],
    form: object,
    { confided, before }: Pick<Question<Facts>, "confided" | "before"> = {},
  ): Promise<Facts> =>
    ask({
      method: "POST",
      url: address.of(path),
      what,
      form: formOf(form),
      ...(confided !== undefined && { confided }),
      before,
      read: (json) => (hasSid(json) ? (json as Facts) : undefined),
    });
  return {
    aheadBy: () => clock.aheadBy,
    ...standing(reader),
    ...traffic(reader),
    buyNumber: (form) => write("buy a number", ["IncomingPhoneNumbers"], form, { before: mayBegin }),
    configureNumber: (sid, form) => write("set the URLs of a number", ["IncomingPhoneNumbers", sid], form),
    releaseNumber: async (sid) => {
      const url = address.of(["IncomingPhoneNumbers", sid]);
      await ask({ method: "DELETE", url, what: "release a number", read: () => true });
    },
    sendMessage: (form) =>
      write("send a text", ["Messages"], form, { confided: [form.Body], before: mayBegin }),
    placeCall: (form) =>
      write("place a call", ["Calls"], form, {
        confided: [form.Twiml, form.SendDigits],
        before: mayBegin,
      }),
    changeCall: (sid, form) => write("change a call", ["Calls", sid], form, { confided: [form.Twiml] }),
    recordCall: (sid, form) => write("record a call", ["Calls", sid, "Recordings"], form),
    readBytes: createReadBytes({ account, address, realTime }),
  };
};

type Standing = "account" | "balance" | "spentToday" | "findNumbers" | "listNumbers";

const standing = (reader: Reader): Pick<Twilio, Standing> => ({
  account: () => reader.one<AccountFacts>("read the account", [], hasSid),
  balance: () => reader.one("read the account's balance", ["Balance"], hasBalance),
  spentToday: async () => {
    const query = { Category: "totalprice", PageSize: 1 };
    const path = ["Usage", "Records", "Today"];
    const { rows } = await reader.page<UsageFacts>("read what was spent today", {
      path,
      key: "usage_records",
      query,
    });
    return String(rows[0]?.price ?? "0");
  },
  findNumbers: async (country, kind, query) => {
    const path = ["AvailablePhoneNumbers", country, kind];
    const { rows } = await reader.page<AvailableNumber>("find numbers", {
      path,
      key: "available_phone_numbers",
      query,
    });
    return rows;
  },
  listNumbers: (query = {}) =>
    reader.all<OwnedNumber>("list the account's numbers", {
      path: ["IncomingPhoneNumbers"],
      key: "incoming_phone_numbers",
      query,
    }),
});

type Traffic = "message" | "listMessages" | "listMedia" | "call" | "listCalls" | "listRecordings";

const traffic = (reader: Reader): Pick<Twilio, Traffic> => ({
  message: (sid) => reader.one<MessageFacts>("read a text", ["Messages", sid], hasSid),
  listMessages: ({ sentAfter, sentBefore, ...query }) =>
    reader.all<MessageFacts>("list texts", {
      path: ["Messages"],
      key: "messages",
      query: { ...query, "DateSent>": sentAfter, "DateSent<": sentBefore },
    }),
  listMedia: (sid) =>
    reader.all<MediaFacts>("list the media of a text", {
      path: ["Messages", sid, "Media"],
      key: "media_list",
    }),
  call: (sid) => reader.one<CallFacts>("read a call", ["Calls", sid], hasSid),
  listCalls: ({ startedAfter, ...query }) =>
    reader.all<CallFacts>("list calls", {
      path: ["Calls"],
      key: "calls",
      query: { ...query, "StartTime>": startedAfter },
    }),
  listRecordings: (sid) =>
    reader.all<RecordingFacts>("list the recordings of a call", {
      path: ["Calls", sid, "Recordings"],
      key: "recordings",
    }),
});

interface UsageFacts {
  readonly price: string | number | null;
}

/** What Twilio keeps has a SID. Without one there is nothing to come back to. */
const hasSid = (json: unknown): boolean => typeof fieldOf(json, "sid") === "string";

const hasBalance = (json: unknown): boolean =>
  typeof fieldOf(json, "balance") === "string" && typeof fieldOf(json, "currency") === "string";

const fieldOf = (json: unknown, name: string): unknown =>
  typeof json === "object" && json !== null ? (json as Readonly<Record<string, unknown>>)[name] : undefined;
