import { createHash } from "node:crypto";
import type { RealTime } from "../../../src/kernel/clock/clock.ts";
import type { Alert } from "../core.ts";
import { signatureOf } from "../sign.ts";
import type { CallbackFaults, CallbackFault } from "./callback-faults.ts";
import { askOnce, type Answered } from "./ask-once.ts";
import { reach, tryingOf, withoutFragment, type Trying } from "./reach.ts";
import type { Work } from "../work.ts";

/** Something that Twilio tells whoever uses the account. Fields that are undefined are left out. */
export interface CallbackOrder {
  /** As it was configured, the fragment included. */
  readonly url: string;
  readonly method?: string | undefined;
  readonly fields: Readonly<Record<string, string | undefined>>;
}

/** A callback that was made, or given up. */
export interface CallbackRecord {
  /** As it was signed. */
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly fields: Readonly<Record<string, string>>;
  /** The same for every try of one event. */
  readonly token: string;
  readonly signature: string;
  readonly tries: number;
  /** Undefined where no answer came. */
  readonly status: number | undefined;
  readonly contentType: string | undefined;
  readonly body: string;
  /** Twilio's number for what went wrong: 11200 a bad answer or none, 11205 nobody there. */
  readonly code: number | undefined;
}

interface SenderParts {
  readonly authToken: string;
  readonly realTime: RealTime;
  readonly work: Work;
  readonly faults: CallbackFaults;
  readonly alerts: Alert[];
  readonly publicHosts: ReadonlyMap<string, string>;
}

interface Prepared {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly fields: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly trying: Trying;
}

/** Makes callbacks: signed over the public URL, asked of the loopback address behind it. */
export class CallbackSender {
  /** In the order in which they ended. */
  readonly records: CallbackRecord[] = [];
  readonly #parts: SenderParts;
  readonly #held: (() => Promise<unknown>)[] = [];
  #count = 0;

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  /** Resolves when it was answered or given up; undefined where a fault dropped it or holds it back. */
  send(order: CallbackOrder): Promise<CallbackRecord | undefined> {
    return this.#parts.work.run(async () => {
      const fault = this.#parts.faults.take(order);
      if (fault === "dropped") return undefined;
      const fields = { ...order.fields, ...(typeof fault === "object" ? fault.fields : {}) };
      const prepared = this.#prepare({ ...order, fields }, fault);
      if (fault === "late") {
        this.#held.push(() => this.#make(prepared));
        return undefined;
      }
      const record = await this.#make(prepared);
      if (fault === "twice") await this.#make(prepared);
      if (fault === "again") await this.#make(this.#prepare(order, fault));
      for (const held of this.#held.splice(0)) await held();
      return record;
    });
  }

  /** A GET of something public, such as the media of a text that goes out. Unsigned, and no callback. */
  async fetch(url: string): Promise<Answered> {
    const address = reach(this.#parts.publicHosts, url);
    if (address === undefined) return { failed: "ct", why: "it leads nowhere" };
    const asked = {
      method: "GET",
      address,
      headers: { host: hostOf(url) },
      body: undefined,
      timeoutMs: 15_000,
    };
    return this.#parts.work.run(() => askOnce(asked, this.#parts.realTime));
  }

  #prepare({ url, method, fields }: CallbackOrder, fault: CallbackFault | undefined): Prepared {
    const sent = Object.entries(fields).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    );
    const isGet = method?.toUpperCase() === "GET";
    const plain = withoutFragment(url);
    const query = encode(sent);
    const signedUrl = isGet ? `${plain}${plain.includes("?") ? "&" : "?"}${query}` : plain;
    const key = fault === "badly signed" ? `${this.#parts.authToken}.` : this.#parts.authToken;
    const token = createHash("md5")
      .update(`callback ${(this.#count += 1)}`)
      .digest("hex");
    return {
      url: signedUrl,
      method: isGet ? "GET" : "POST",
      fields: sent,
      trying: tryingOf(url),
      headers: {
        host: hostOf(url),
        "user-agent": "TwilioProxy/1.1",
        accept: "*/*",
        "i-twilio-idempotency-token": `${token.slice(0, 8)}-${token.slice(8, 12)}-${token.slice(12, 16)}-${token.slice(16, 20)}-${token.slice(20)}`,
        ...(fault === "unsigned"
          ? {}
          : { "x-twilio-signature": signatureOf(key, signedUrl, isGet ? [] : sent) }),
        ...(isGet ? {} : { "content-type": "application/x-www-form-urlencoded; charset=UTF-8" }),
      },
    };
  }

  async #make(prepared: Prepared): Promise<CallbackRecord> {
    const { url, method, fields, headers } = prepared;
    const { answered, tries, code } = await this.#try(prepared);
    const isAnswered = answered !== undefined && answered.failed === undefined;
    const record: CallbackRecord = {
      url,
      method,
      fields: Object.fromEntries(fields),
      token: headers["i-twilio-idempotency-token"] ?? "",
      signature: headers["x-twilio-signature"] ?? "",
      tries,
      status: isAnswered ? answered.status : undefined,
      contentType: isAnswered ? answered.contentType : undefined,
      body: isAnswered ? answered.bytes.toString("utf8") : "",
      code,
    };
    this.records.push(record);
    if (code !== undefined) {
      const what = isAnswered
        ? `It answered ${answered.status}.`
        : answered?.failed === undefined
          ? "It leads nowhere."
          : answered.why;
      this.#parts.alerts.push({ code, about: url, what });
    }
    return record;
  }

  async #try({ url, method, fields, headers, trying }: Prepared): Promise<{
    readonly answered: Answered | undefined;
    readonly tries: number;
    readonly code: number | undefined;
  }> {
    const { realTime, publicHosts } = this.#parts;
    const body = method === "GET" ? undefined : encode(fields);
    const until = realTime.now() + trying.totalMs;
    for (let tries = 1; ; tries += 1) {
      // Looked up each time: whom it led to may have gone, and somebody else may have their port.
      const address = reach(publicHosts, url);
      if (address === undefined) return { answered: undefined, tries: tries - 1, code: 11205 };
      const timeoutMs = Math.min(trying.readMs, until - realTime.now());
      const answered = await askOnce({ method, address, headers, body, timeoutMs }, realTime);
      const trouble = troubleOf(answered);
      if (trouble === undefined) return { answered, tries, code: undefined };
      const mayRetry = trying.when.some((one) => one === "all" || one === trouble);
      if (!mayRetry || tries > trying.retries || realTime.now() >= until) {
        return { answered, tries, code: trouble === "ct" ? 11205 : 11200 };
      }
    }
  }
}

const troubleOf = (answered: Answered): string | undefined => {
  if (answered.failed !== undefined) return answered.failed;
  // A redirection would be followed with a GET that has lost its fields.
  if (answered.status >= 200 && answered.status < 300) return undefined;
  return answered.status >= 500 ? "5xx" : "4xx";
};

const hostOf = (url: string): string => new URL(url).host;

const encode = (fields: readonly (readonly [string, string])[]): string => {
  const form = new URLSearchParams();
  for (const [name, value] of fields) form.append(name, value);
  return form.toString();
};
