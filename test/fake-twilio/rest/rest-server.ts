import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { RealTime } from "../../../src/kernel/clock/clock.ts";
import { bytesOf } from "../callbacks/ask-once.ts";
import type { Faults, RequestFault } from "../faults.ts";
import type { Work } from "../work.ts";
import { Form } from "./form.ts";
import { closing, listening } from "./listening.ts";
import { Refusal } from "./refusal.ts";
import type { RestReply, RestRequest, Router } from "./router.ts";

/** A request that was made of the REST API, refused ones included. */
export interface RequestRecord {
  readonly method: string;
  /** Without host and query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly form: Readonly<Record<string, string | readonly string[]>>;
  /** The user of the Basic header; undefined where there was none. */
  readonly user: string | undefined;
  /** What it was answered with; undefined where no answer left. */
  status: number | undefined;
  /** Nothing more comes of it: it was answered, or never will be. */
  isOver: boolean;
}

interface ServerParts {
  readonly router: Router;
  readonly faults: Faults;
  readonly work: Work;
  readonly realTime: RealTime;
  readonly requests: RequestRecord[];
  /** Passwords by user. */
  readonly passwords: Readonly<Record<string, string>>;
  /** Looks whether a reply is what the published API says. */
  readonly check: (method: string, path: string, reply: RestReply) => void;
  /** Looks whether the published API knows what was sent. */
  readonly checkFields: (method: string, path: string, names: readonly string[]) => void;
  /** Hears of a mistake of the fake itself. */
  readonly complain: (problem: string) => void;
}

export interface RestServer {
  readonly url: string;
  close(): Promise<void>;
}

/** The REST API on loopback. */
export const openRestServer = async (parts: ServerParts): Promise<RestServer> => {
  const server = createServer((incoming, outgoing) => {
    void parts.work.run(() => serve(parts, incoming, outgoing));
  });
  const url = await listening(server);
  return { url, close: () => closing(server) };
};

const serve = async (
  parts: ServerParts,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> => {
  const { pathname, search } = new URL(incoming.url ?? "/", "http://localhost");
  const body = await bytesOf(incoming).catch(() => undefined);
  if (body === undefined) return;
  const query = new Form(search);
  const form = new Form(body.toString("utf8"));
  const [user, password] = credentialsOf(incoming.headers.authorization);
  const method = incoming.method ?? "GET";
  const record: RequestRecord = {
    method,
    path: pathname,
    query: query.record(),
    form: form.record(),
    user,
    status: undefined,
    isOver: false,
  };
  parts.requests.push(record);
  try {
    await takeUp(parts, incoming, outgoing, { record, query, form, password });
  } finally {
    record.isOver = true;
  }
};

interface Read {
  readonly record: RequestRecord;
  readonly query: Form;
  readonly form: Form;
  readonly password: string;
}

const takeUp = async (
  parts: ServerParts,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { record, query, form, password }: Read,
): Promise<void> => {
  const { method, path, user } = record;
  outgoing.setHeader("date", new Date(parts.realTime.now()).toUTCString());
  const fault = parts.faults.take(method, path);
  if (fault === "reset") return void incoming.socket.resetAndDestroy();
  // Whoever waits for ever is nothing that goes on: it ends with the connection.
  if (fault === "silent") return;
  const refused = refusedBy(fault);
  if (refused !== undefined) return send(outgoing, refused, record);
  const isKnown = user !== undefined && parts.passwords[user] === password;
  const answer = await answerOf(parts, isKnown, { method, path, query, form, user: user ?? "" });
  const { afterwards } = answer.reply ?? {};
  await give(parts, answer.sent, { fault, incoming, outgoing, record });
  afterwards?.();
};

interface Sent {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

const answerOf = async (
  { router, check, checkFields, complain }: ServerParts,
  isKnown: boolean,
  request: Omit<RestRequest, "names">,
): Promise<{ readonly sent: Sent; readonly reply?: RestReply }> => {
  try {
    if (!isKnown) throw new Refusal(20003);
    if (/\/Accounts\/SK/.test(request.path)) throw new Refusal(21470);
    const { handle, names } = router.find(request.method, request.path);
    checkFields(
      request.method,
      request.path,
      [...request.query.entries, ...request.form.entries].map(([name]) => name),
    );
    const reply = await handle({ ...request, names });
    check(request.method, request.path, reply);
    return { sent: write(reply), reply };
  } catch (error) {
    if (!(error instanceof Refusal)) {
      complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return { sent: json(500, new Refusal(20500).body) };
    }
    const headers = error.status === 401 ? { "www-authenticate": 'Basic realm="Twilio API"' } : {};
    return { sent: json(error.status, error.body, headers) };
  }
};

const json = (status: number, body: object, headers: Readonly<Record<string, string>> = {}): Sent => ({
  status,
  headers: { "content-type": "application/json;charset=utf-8", ...headers },
  body: JSON.stringify(body),
});

const write = (reply: RestReply): Sent => {
  if ("json" in reply) return json(reply.status, reply.json);
  if ("bytes" in reply) {
    return { status: reply.status, headers: { "content-type": reply.contentType }, body: reply.bytes };
  }
  if ("location" in reply) return { status: reply.status, headers: { location: reply.location }, body: "" };
  return { status: reply.status, headers: {}, body: "" };
};

/** What is answered instead of looking at the request. */
const refusedBy = (fault: RequestFault | undefined): Sent | undefined => {
  if (fault === "429" || fault === "500" || fault === "503") {
    const refusal = new Refusal({ 429: 20429, 500: 20500, 503: 20503 }[fault]);
    return json(refusal.status, refusal.body);
  }
  if (typeof fault !== "object" || !("status" in fault)) return undefined;
  return { status: fault.status, headers: fault.headers ?? {}, body: fault.body ?? "" };
};

interface Way {
  readonly fault: RequestFault | undefined;
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly record: RequestRecord;
}

/** Gives the answer of something that was done, unless the fault keeps it back. */
const give = async (
  { realTime }: ServerParts,
  sent: Sent,
  { fault, incoming, outgoing, record }: Way,
): Promise<void> => {
  if (fault === "silent after accepting") return;
  if (fault === "reset after accepting") return void incoming.socket.resetAndDestroy();
  if (fault === "not json") return send(outgoing, { ...sent, body: String(sent.body).slice(0, -1) }, record);
  if (typeof fault === "object" && "slow" in fault) {
    await new Promise<void>((resolve) => {
      realTime.after(fault.slow, resolve);
      outgoing.once("close", resolve);
    });
  }
  return send(outgoing, sent, record);
};

const send = async (
  outgoing: ServerResponse,
  { status, headers, body }: Sent,
  record: RequestRecord,
): Promise<void> => {
  if (outgoing.destroyed) return;
  record.status = status;
  outgoing.writeHead(status, {
    "twilio-concurrent-requests": "1",
    "twilio-request-id": `RQ${"0".repeat(32)}`,
    ...headers,
  });
  await new Promise<void>((resolve) => {
    outgoing.once("close", resolve);
    outgoing.end(body, resolve);
  });
};

const credentialsOf = (header: string | undefined): readonly [string | undefined, string] => {
  const encoded = /^Basic (.+)$/i.exec(header ?? "")?.[1];
  if (encoded === undefined) return [undefined, ""];
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return [text.slice(0, colon), text.slice(colon + 1)];
};
