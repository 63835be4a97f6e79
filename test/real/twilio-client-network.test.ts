import dns from "node:dns";
import { createServer, type AddressInfo } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import { afterEach, describe, expect, it, vi } from "vitest";
import { answerLimit } from "../../src/carriers/twilio/rest/exchange.ts";
import { TwilioRefused, TwilioSilent } from "../../src/carriers/twilio/rest/twilio-errors.ts";
import type { Twilio } from "../../src/carriers/twilio/rest/twilio.ts";
import { breathe, TestTime } from "../../src/kernel/clock/test-time.ts";
import { EagerTime } from "../support/eager-time.ts";
import { everythingIn, expectNoSecrets, thrownBy } from "../support/no-secrets.ts";
import { openSocketServer } from "../support/socket-server.ts";
import { selfSigned } from "../support/self-signed.ts";
import { clientAt, confidential, text } from "../support/twilio-account.ts";

const sid = `PN${"0".repeat(32)}`;

const send = async (client: Twilio) => client.sendMessage(text);
const release = async (client: Twilio) => client.releaseNumber(sid);
const read = async (client: Twilio) => client.message(sid);
const readBytes = async (client: Twilio) => client.readBytes("/2010-04-01/x");

/** What went wrong, of which nothing may hold a secret. */
const failureOf = async (promise: Promise<unknown>): Promise<unknown> => {
  const error = await thrownBy(promise);
  expectNoSecrets(everythingIn(error), confidential);
  return error;
};

/** A port at which nobody listens. */
const deadPort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

afterEach(() => vi.restoreAllMocks());

describe("certainly nothing was done", () => {
  it.each([
    ["to send", send],
    ["to release", release],
    ["to read", read],
    ["to read a file", readBytes],
  ])("where nobody listens: asked once %s", async (_what, act) => {
    const time = new EagerTime();
    const error = await failureOf(act(clientAt(`http://127.0.0.1:${await deadPort()}`, time)));
    expect(error).toBeInstanceOf(TwilioRefused);
    expect(error).toMatchObject({
      status: 0,
      code: 0,
      message: expect.stringContaining("ECONNREFUSED") as string,
    });
    expect(time.pauses).toEqual([]);
  });

  it("where a name has several addresses and nobody listens at any", async () => {
    const addresses = ["127.0.0.1", "127.0.0.2"].map((address) => ({ address, family: 4 }));
    const lookUp = (_name: string, _options: unknown, answer: (error: null, found: unknown) => void): void =>
      answer(null, addresses);
    const port = await deadPort();
    vi.spyOn(dns, "lookup").mockImplementation(lookUp as never);
    const error = await failureOf(send(clientAt(`http://localhost:${port}`)));
    expect(error).toBeInstanceOf(TwilioRefused);
  });

  it.each(["ENOTFOUND", "EAI_AGAIN"])("where the name leads nowhere: %s", async (code) => {
    const lookUp = (_name: string, _options: unknown, answer: (error: Error) => void): void =>
      answer(
        Object.assign(new Error(`getaddrinfo ${code} api.twilio.com`), { code, syscall: "getaddrinfo" }),
      );
    vi.spyOn(dns, "lookup").mockImplementation(lookUp as never);
    const error = await failureOf(send(clientAt("https://api.twilio.com")));
    expect(error).toBeInstanceOf(TwilioRefused);
    expect(error).toMatchObject({ status: 0, message: expect.stringContaining(code) as string });
  });

  it.each<[string, TlsOptions | undefined, string]>([
    ["whose certificate nobody vouches for", selfSigned(), "DEPTH_ZERO_SELF_SIGNED_CERT"],
    ["with no certificate", {}, "ERR_SSL_"],
    ["that speaks no TLS", undefined, "ERR_SSL_WRONG_VERSION_NUMBER"],
  ])("where a server answers %s", async (_what, options, code) => {
    const sockets = { heard: "" };
    const server =
      options === undefined
        ? createServer((socket) =>
            socket
              .on("error", () => undefined)
              .resume()
              .end("HTTP/1.1 200 OK\r\n\r\n"),
          )
        : createTlsServer(options, (socket) =>
            socket.on("data", (chunk) => (sockets.heard += String(chunk))),
          );
    server.on("tlsClientError", () => undefined);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const error = await failureOf(send(clientAt(`https://127.0.0.1:${port}`)));
    await new Promise((resolve) => server.close(resolve));
    expect(error).toBeInstanceOf(TwilioRefused);
    expect(error).toMatchObject({ status: 0, message: expect.stringContaining(code) as string });
    expect(sockets.heard).toBe("");
  });

  it("where Twilio says no and the line breaks before it says why", async () => {
    await using server = await openSocketServer({
      onRequest: (socket) => socket.end("HTTP/1.1 400 Bad Request\r\nContent-Length: 500\r\n\r\n{"),
    });
    expect(await failureOf(send(clientAt(server.url)))).toMatchObject({
      name: "TwilioRefused",
      status: 400,
      code: 0,
    });
  });
});

describe("nobody knows what was done", () => {
  const breaks: readonly (readonly [string, Parameters<typeof openSocketServer>[0]])[] = [
    ["resets once it was asked", { onRequest: (socket) => socket.resetAndDestroy() }],
    ["closes once it was asked", { onRequest: (socket) => socket.end() }],
    ["speaks no HTTP", { onRequest: (socket) => socket.end("220 mail.example ESMTP\r\n") }],
    [
      "closes in the middle of the head",
      { onRequest: (socket) => socket.end("HTTP/1.1 201 Created\r\nContent-Le") },
    ],
    [
      "closes in the middle of the body",
      {
        onRequest: (socket) => socket.end('HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n{"sid":"SM1"'),
      },
    ],
    [
      "resets in the middle of the body",
      {
        onRequest: (socket) =>
          socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"sid\r\n', () =>
            socket.resetAndDestroy(),
          ),
      },
    ],
  ];

  it.each(breaks)("where the server %s: writing is tried once", async (_what, manners) => {
    for (const act of [send, release]) {
      const time = new EagerTime();
      await using server = await openSocketServer(manners);
      const error = await failureOf(act(clientAt(server.url, time)));
      expect(error).toBeInstanceOf(TwilioSilent);
      expect(server.requests()).toBe(1);
      expect(time.pauses).toEqual([]);
    }
  });

  it.each(breaks)("where the server %s: reading is tried three times", async (_what, manners) => {
    for (const act of [read, readBytes]) {
      const time = new EagerTime();
      await using server = await openSocketServer(manners);
      const error = await failureOf(act(clientAt(server.url, time)));
      expect(error).toBeInstanceOf(TwilioSilent);
      expect(server.requests()).toBe(3);
      expect(time.pauses).toHaveLength(2);
    }
  });

  it.each<[string, string]>([
    ["does not answer", ""],
    ["does not end its answer", 'HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n{"sid":'],
  ])("where the server %s in time", async (_what, words) => {
    const time = new TestTime();
    await using server = await openSocketServer({ onRequest: (socket) => socket.write(words) });
    const asked = server.asked();
    const failure = failureOf(send(clientAt(server.url, time)));
    await asked;
    await time.pass(answerLimit - 1);
    expect(time.armed).toBe(1);
    await time.pass(1);
    expect(await failure).toBeInstanceOf(TwilioSilent);
    expect(server.requests()).toBe(1);
    expect(time.armed).toBe(0);
  });
});

it("writes once where the server resets at once, whether or not the connection stood for a moment", async () => {
  const time = new EagerTime();
  await using server = await openSocketServer({ onConnection: (socket) => socket.resetAndDestroy() });
  const error = await failureOf(send(clientAt(server.url, time)));
  expect([TwilioRefused, TwilioSilent]).toContain((error as Error).constructor);
  expect(server.connections()).toBe(1);
  expect(time.pauses).toEqual([]);
});

it("reads again and succeeds where only the first answer broke off", async () => {
  let count = 0;
  const body = `{"sid":"${sid}"}`;
  await using server = await openSocketServer({
    onRequest: (socket) => {
      count += 1;
      const head = `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n`;
      socket.end(count === 1 ? head : head + body);
    },
  });
  expect(await read(clientAt(server.url))).toEqual({ sid });
});

it("opens a connection for every request, as one that was kept may be closed at the wrong moment", async () => {
  const body = `{"sid":"${sid}"}`;
  await using server = await openSocketServer({
    onRequest: (socket) =>
      socket.write(`HTTP/1.1 201 Created\r\nContent-Length: ${body.length}\r\n\r\n${body}`),
  });
  const client = clientAt(server.url);
  await send(client);
  await breathe();
  await send(client);
  expect(server.connections()).toBe(2);
});

it("leaves no timer behind once there is an answer", async () => {
  const time = new TestTime();
  const body = `{"sid":"${sid}"}`;
  await using server = await openSocketServer({
    onRequest: (socket) => socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`),
  });
  await read(clientAt(server.url, time));
  expect(time.armed).toBe(0);
});
