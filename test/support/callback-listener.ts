import { request } from "node:http";
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import {
  type CallbackDoor,
  createCallbackDoor,
} from "../../src/carriers/twilio/callbacks/create-callback-door.ts";
import type { RealSettings } from "../../src/carriers/twilio/settings/real-settings.ts";
import { TestTime } from "../../src/kernel/clock/test-time.ts";
import { account } from "./twilio-account.ts";

/** Settings that reach nobody, with whatever a test wants otherwise. */
const realSettings = (wishes: Partial<RealSettings> = {}): RealSettings => ({
  account,
  apiUrl: "http://127.0.0.1:9",
  hearing: "webhook",
  publicUrl: "https://calls.example",
  callbackPort: 0,
  callbackHost: "127.0.0.1",
  dryRun: false,
  allowTo: [],
  allowFrom: [],
  numbers: [],
  takeOver: false,
  allowBuying: false,
  allowReleasing: false,
  record: false,
  detectMachines: false,
  limits: {
    spendPerDay: 0,
    textsPerHour: 0,
    callsPerHour: 0,
    liveCalls: 0,
    recipientGapMs: 0,
    callSeconds: 0,
    ringSeconds: 0,
  },
  registrations: {},
  stateFile: "/nowhere",
  ...wishes,
});

/** What a person at the terminal was told. */
const listenToTell = () => {
  const did: string[] = [];
  const warned: string[] = [];
  return {
    did,
    warned,
    tell: {
      did: (sentence: string) => void did.push(sentence),
      warn: (sentence: string) => void warned.push(sentence),
    },
  };
};

/** The callback listener on a port of its own, and what it told. */
interface OpenListener extends AsyncDisposable {
  readonly door: CallbackDoor;
  readonly time: TestTime;
  readonly warned: readonly string[];
  /** Where it listens on this machine, without a slash at the end. */
  readonly url: string;
}

export const openListener = async (wishes: Partial<RealSettings> = {}): Promise<OpenListener> => {
  const time = new TestTime();
  const { tell, warned } = listenToTell();
  const door = createCallbackDoor({ settings: realSettings(wishes), realTime: time, tell });
  await door.listen();
  return {
    door,
    time,
    warned,
    url: `http://127.0.0.1:${door.port}`,
    [Symbol.asyncDispose]: () => door.close(),
  };
};

interface Sent {
  readonly method?: string;
  /** As it stands in the request's first line. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
  readonly text: string;
}

/** Sends one request exactly as written. */
export const send = (url: string, { method = "POST", target, headers = {}, body }: Sent): Promise<Got> => {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path: target, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const bytes = Buffer.concat(chunks);
        const { statusCode: status = 0, headers: got } = response;
        resolve({ status, headers: got, body: bytes, text: bytes.toString("utf8") });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
};

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** The signature of Twilio's own library. */
export const sdkSignature = (url: string, fields: Fields = {}, authToken = account.authToken): string =>
  getExpectedTwilioSignature(authToken, url, fields);

interface CallbackWish {
  /** As Twilio knows it. */
  readonly publicUrl: string;
  /** What arrives, where that is not the path of the public URL. */
  readonly target?: string;
  readonly fields: Fields;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Makes a callback as Twilio does: a form, signed by its own library over the public URL. */
export const callBack = (
  url: string,
  { publicUrl, target, fields, token, headers }: CallbackWish,
): Promise<Got> => {
  const form = Object.entries(fields).flatMap(([name, value]) =>
    (typeof value === "string" ? [value] : value).map((one): [string, string] => [name, one]),
  );
  return send(url, {
    target: target ?? publicUrl.replace(/^https:\/\/[^/]+/, ""),
    headers: {
      "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
      "x-twilio-signature": sdkSignature(publicUrl, fields),
      ...(token !== undefined && { "i-twilio-idempotency-token": token }),
      ...headers,
    },
    body: new URLSearchParams(form).toString(),
  });
};
