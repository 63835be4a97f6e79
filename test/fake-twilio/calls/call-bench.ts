import { createServer, type IncomingMessage } from "node:http";
import twilio from "twilio";
import { type WebSocket, WebSocketServer } from "ws";
import type { TestTime } from "../../../src/kernel/clock/test-time.ts";
import { openFakeTwilio, type FakeTwilio } from "../open-fake-twilio.ts";
import { closing, listening } from "../rest/listening.ts";
import type { FakeCall } from "./fake-calls.ts";
import type { Step } from "./steps.ts";

/** A number of the account, and the numbers of two people. */
export const line = "+12125550186";
export const ann = "+14155550123";
export const bob = "+14155550124";

type Frame = Readonly<Record<string, unknown>>;
type Fields = Readonly<Record<string, string>>;
type Answer = string | { readonly status: number; readonly type?: string; readonly body?: string };

/** Somebody with a Twilio account: webhooks by path, and the other end of the relay's socket. */
export interface Agent extends AsyncDisposable {
  readonly url: string;
  /** What came in, oldest first: path and fields. */
  readonly asked: { readonly path: string; readonly fields: Fields }[];
  /** What came over the sockets. */
  readonly frames: Frame[];
  /** With what codes sockets were closed. */
  readonly closes: number[];
  /** What a path answers: TwiML, or a whole answer; status 0 is none. */
  on(path: string, answer: string | ((fields: Fields) => Answer | Promise<Answer>)): void;
  /** What is done for each frame of a relay. */
  onFrame(
    take: (frame: Frame, say: (token: string, last?: boolean) => void, socket: WebSocket) => void,
  ): void;
}

/** Every request has to carry the signature that the official library expects. */
export const openAgent = async (fake: FakeTwilio): Promise<Agent> => {
  const url = "https://ringback.example";
  const given = new Map<string, Parameters<Agent["on"]>[1]>();
  const [asked, frames, closes]: [Agent["asked"], Frame[], number[]] = [[], [], []];
  let take: Parameters<Agent["onFrame"]>[0] = () => undefined;
  const server = createServer((incoming, outgoing) => {
    const pieces: Buffer[] = [];
    incoming.on("data", (piece: Buffer) => pieces.push(piece));
    incoming.on("end", () => {
      const path = incoming.url ?? "";
      const fields = Object.fromEntries(new URLSearchParams(Buffer.concat(pieces).toString()));
      const signature = String(incoming.headers["x-twilio-signature"]);
      if (!twilio.validateRequest(fake.authToken, signature, url + path, fields))
        return outgoing.writeHead(403).end();
      asked.push({ path, fields });
      const answer = given.get(path) ?? "<Response/>";
      void Promise.resolve(typeof answer === "string" ? answer : answer(fields)).then((made) => {
        const {
          status = 200,
          type = "text/xml",
          body = "",
        } = typeof made === "string" ? { body: made } : made;
        if (status > 0) outgoing.writeHead(status, { "content-type": type }).end(body);
      });
    });
  });
  const relay = new WebSocketServer({
    server,
    verifyClient: ({ req }: { readonly req: IncomingMessage }) =>
      twilio.validateRequest(
        fake.authToken,
        String(req.headers["x-twilio-signature"]),
        `wss://ringback.example${req.url ?? ""}`,
        {},
      ) && req.url !== "/closed",
  });
  relay.on("connection", (socket) => {
    const say = (token: string, last = true): void =>
      socket.send(JSON.stringify({ type: "text", token, last }));
    socket.on("message", (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as Frame;
      frames.push(frame);
      take(frame, say, socket);
    });
    socket.on("close", (code) => closes.push(code));
  });
  fake.publicHosts.set(url, await listening(server));
  return {
    url,
    asked,
    frames,
    closes,
    on: (path, answer) => void given.set(path, answer),
    onFrame: (next) => (take = next),
    async [Symbol.asyncDispose]() {
      for (const socket of relay.clients) socket.terminate();
      await closing(server);
    },
  };
};

/** The official library, pointed at the fake. */
export const clientOf = (fake: FakeTwilio): ReturnType<typeof twilio> => {
  const client = twilio(fake.accountSid, fake.authToken);
  client.api.baseUrl = fake.url;
  return client;
};

/** Calls Ann with a document, and waits until that is over. */
export const callAnn = async (
  fake: FakeTwilio,
  twiml: string,
  ...steps: readonly Step[]
): Promise<FakeCall> => {
  fake.calls.callee(ann, ...steps);
  const { sid } = await clientOf(fake).calls.create({ from: line, to: ann, twiml });
  const call = fake.calls.of(sid);
  await call.over;
  await fake.settled();
  return call;
};

/** A document that connects the call with the agent's socket. */
export const relayTwiml = (attributes = "", inside = "", action = "/end"): string =>
  `<Response><Connect action="https://ringback.example${action}"><ConversationRelay ` +
  `url="wss://ringback.example/relay/1" ${attributes}>${inside}</ConversationRelay></Connect></Response>`;

/** A fake Twilio with one number. */
export const open = async (options: { readonly realTime?: TestTime } = {}): Promise<FakeTwilio> => {
  const fake = await openFakeTwilio(options);
  fake.account.own(line);
  return fake;
};

/** Says back what it hears. */
export const echo: Parameters<Agent["onFrame"]>[0] = (frame, say) => {
  if (frame["type"] === "setup") say("Hello.");
  if (frame["type"] === "prompt" && frame["last"] === true) say(`You said ${String(frame["voicePrompt"])}`);
};

export const sayHi = "<Response><Say>Hi.</Say></Response>";
