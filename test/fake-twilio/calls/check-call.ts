import { isUrl } from "../account/number-routes.ts";
import type { FakeCore } from "../core.ts";
import type { Form } from "../rest/form.ts";
import { Refusal } from "../rest/refusal.ts";
import type { CallBackAddress, CallOrder, DocumentSource } from "./phone-call.ts";

/** The numbers with a meaning of their own that test credentials know. */
const magicFrom: Readonly<Record<string, number | "ok">> = { "+15005550001": 21_212, "+15005550006": "ok" };

const magicTo: Readonly<Record<string, number>> = {
  "+15005550001": 21_217,
  "+15005550002": 21_214,
  "+15005550003": 21_215,
  "+15005550004": 21_216,
};

/** Numbers that Twilio calls although they are none of the world's. */
const emergencies = new Set(["911", "933"]);

const longestTwiml = 4000;

const methodIn = (form: Form, name: string): "GET" | "POST" =>
  form.get(name)?.toUpperCase() === "GET" ? "GET" : "POST";

const addressIn = (form: Form, name: string): CallBackAddress | undefined => {
  const url = form.get(name);
  if (url === undefined || url === "") return undefined;
  if (!isUrl(url)) throw new Refusal(21_609, `'${name}' is no URL.`);
  return { url, method: methodIn(form, `${name}Method`) };
};

const numberIn = (form: Form, name: string, otherwise: number, most: number): number => {
  const text = form.get(name);
  if (text === undefined || text === "") return otherwise;
  const value = form.integer(name);
  if (value === undefined || value < 1) throw new Refusal(20_001, `'${name}' is no number of seconds.`);
  return Math.min(value, most);
};

/** Where the first document comes from. Of a URL and a text at once the URL counts. */
export const documentIn = (form: Form): DocumentSource | undefined => {
  const url = form.get("Url");
  const twiml = form.get("Twiml");
  if (url !== undefined && url !== "") {
    if (!isUrl(url)) throw new Refusal(21_205);
    const fallback = form.get("FallbackUrl");
    return {
      url,
      method: methodIn(form, "Method"),
      fallback:
        fallback === undefined ? undefined : { url: fallback, method: methodIn(form, "FallbackMethod") },
    };
  }
  if (twiml === undefined || twiml === "") return undefined;
  if (twiml.length > longestTwiml)
    throw new Refusal(20_001, `'Twiml' is longer than ${longestTwiml} characters.`);
  return { twiml };
};

const callerIn = ({ account }: FakeCore, form: Form): string => {
  const from = form.get("From") ?? "";
  if (from === "") throw new Refusal(21_213);
  const meaning = magicFrom[from];
  if (typeof meaning === "number") throw new Refusal(meaning);
  if (meaning === "ok") return from;
  if (!/^\+?\d{5,15}$/u.test(from)) throw new Refusal(21_212);
  if (account.numberOf(from) === undefined && !account.verified.has(from)) throw new Refusal(21_210);
  return from;
};

const calledIn = ({ account }: FakeCore, form: Form): string => {
  const to = form.get("To") ?? "";
  if (to === "") throw new Refusal(21_201);
  const meaning = magicTo[to];
  if (meaning !== undefined) throw new Refusal(meaning);
  if (!/^\+[1-9]\d{6,14}$/u.test(to) && !emergencies.has(to)) throw new Refusal(21_211);
  if (account.type === "Trial" && !account.verified.has(to)) throw new Refusal(21_219);
  return to;
};

const detectIn = (form: Form): CallOrder["detect"] => {
  const detection = form.get("MachineDetection");
  if (detection === undefined || detection === "" || detection === "none") return undefined;
  if (detection !== "Enable" && detection !== "DetectMessageEnd") {
    throw new Refusal(20_001, "'MachineDetection' is Enable or DetectMessageEnd.");
  }
  const waits = form.flag("AsyncAmd") !== true;
  const callback = waits ? undefined : addressIn(form, "AsyncAmdStatusCallback");
  return { messageEnd: detection === "DetectMessageEnd", callback, waits };
};

/** Reads the form of a call, and throws what Twilio would refuse it with. */
export const checkCall = (
  core: FakeCore,
  form: Form,
): { readonly from: string; readonly to: string; readonly order: CallOrder } => {
  const to = calledIn(core, form);
  const from = callerIn(core, form);
  const document = documentIn(form);
  if (document === undefined) throw new Refusal(21_205);
  const status = addressIn(form, "StatusCallback");
  // Some clients repeat the name, others put blanks between.
  const events = form.all("StatusCallbackEvent").flatMap((text) => text.split(" "));
  const detect = detectIn(form);
  const records = form.flag("Record") === true;
  const recordEvents = form.all("RecordingStatusCallbackEvent").flatMap((text) => text.split(" "));
  return {
    from,
    to,
    order: {
      document,
      status:
        status === undefined
          ? undefined
          : { ...status, events: events.length === 0 ? ["completed"] : events },
      timeout: numberIn(form, "Timeout", 60, 600),
      timeLimit: numberIn(form, "TimeLimit", 14_400, 86_400),
      sendDigits: form.get("SendDigits"),
      ...(detect === undefined ? {} : { detect }),
      ...(records
        ? {
            record: {
              callback: addressIn(form, "RecordingStatusCallback"),
              events: recordEvents.length === 0 ? ["completed"] : recordEvents,
            },
          }
        : {}),
    },
  };
};
