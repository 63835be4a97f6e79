import { once } from "node:events";
import { expect, it } from "vitest";
import { WebSocket, type ClientOptions } from "ws";
import { openListener, sdkSignature } from "../support/callback-listener.ts";

interface Ended {
  /** How the handshake was refused. */
  readonly status?: number;
  /** How the socket was closed. */
  readonly code?: number;
}

/** What becomes of a socket that opens to a path, signed over a public address. */
const ended = (socket: WebSocket): Promise<Ended> =>
  new Promise((resolve) => {
    socket.on("unexpected-response", (_request, response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0 });
    });
    socket.on("close", (code) => resolve({ code }));
    socket.on("error", () => {});
  });

const connect = (
  url: string,
  target: string,
  signature: string | undefined,
  options: ClientOptions = {},
): WebSocket =>
  new WebSocket(`${url.replace("http", "ws")}${target}`, {
    ...options,
    headers: signature === undefined ? {} : { "x-twilio-signature": signature },
  });

const relay = "wss://calls.example/tw/relay/call-1";

it("hands the signed socket of a call on", async () => {
  await using listener = await openListener();
  listener.door.onRelay((id, socket) => {
    socket.on("message", (frame) => socket.send(`${id} heard ${(frame as Buffer).toString()}`));
    return true;
  });
  const socket = connect(listener.url, "/tw/relay/call-1", sdkSignature(relay));
  await once(socket, "open");
  socket.send("hello");
  const [frame] = (await once(socket, "message")) as [Buffer];
  expect(frame.toString()).toBe("call-1 heard hello");
});

it("knows the socket under a path that the tunnel takes away", async () => {
  await using listener = await openListener({ publicUrl: "https://box.example:8443/phones" });
  listener.door.onRelay(() => true);
  const signature = sdkSignature("wss://box.example:8443/phones/tw/relay/call-1");
  for (const target of ["/tw/relay/call-1", "/phones/tw/relay/call-1"]) {
    const socket = connect(listener.url, target, signature);
    await once(socket, "open");
    expect(socket.readyState).toBe(WebSocket.OPEN);
  }
});

it.each([
  { forgery: "no signature", signature: undefined, status: 403 },
  { forgery: "another token's signature", signature: sdkSignature(relay, {}, "another"), status: 403 },
  { forgery: "another call's signature", signature: sdkSignature(relay.replace("-1", "-2")), status: 403 },
  { forgery: "another host's", signature: sdkSignature(relay.replace("calls", "evil")), status: 403 },
])("refuses the handshake with $forgery", async ({ signature, status }) => {
  await using listener = await openListener();
  let taken = 0;
  listener.door.onRelay(() => {
    taken += 1;
    return true;
  });
  expect(await ended(connect(listener.url, "/tw/relay/call-1", signature))).toEqual({ status });
  expect(taken).toBe(0);
  expect(listener.warned).toHaveLength(1);
});

it.each(["/", "/tw/relay", "/tw/sms", "/tw/media/x", "/_ringback/events"])(
  "opens no socket at %s",
  async (target) => {
    await using listener = await openListener();
    listener.door.onRelay(() => true);
    const signature = sdkSignature(`wss://calls.example${target}`);
    expect(await ended(connect(listener.url, target, signature))).toEqual({ status: 404 });
  },
);

it("closes the socket of a call that nobody knows", async () => {
  await using listener = await openListener();
  listener.door.onRelay(() => false);
  expect(await ended(connect(listener.url, "/tw/relay/call-1", sdkSignature(relay)))).toEqual({ code: 1008 });
});

it("lets the doctor try a socket", async () => {
  await using listener = await openListener();
  listener.door.expect("nonce-1");
  const visit = (nonce: string) => {
    const target = `/tw/doctor/${nonce}`;
    return ended(connect(listener.url, target, sdkSignature(`wss://calls.example${target}`)));
  };
  expect(await visit("nonce-1")).toEqual({ code: 1000 });
  expect(await visit("nonce-2")).toEqual({ code: 1008 });
});

it("closes a socket that sends a frame larger than speech can be", async () => {
  await using listener = await openListener();
  let heard = 0;
  listener.door.onRelay((_id, socket) => {
    socket.on("message", () => (heard += 1));
    return true;
  });
  const socket = connect(listener.url, "/tw/relay/call-1", sdkSignature(relay));
  const end = ended(socket);
  await once(socket, "open");
  socket.send("x".repeat(64 * 1024 + 1));
  expect(await end).toEqual({ code: 1009 });
  expect(heard).toBe(0);
});

it("keeps a silent socket that answers pings, and drops one that does not", async () => {
  await using listener = await openListener();
  const closed: string[] = [];
  listener.door.onRelay((id, socket) => {
    socket.on("close", () => closed.push(id));
    return true;
  });
  const open = async (id: string, options: ClientOptions): Promise<WebSocket> => {
    const signature = sdkSignature(`wss://calls.example/tw/relay/${id}`);
    const socket = connect(listener.url, `/tw/relay/${id}`, signature, options);
    await once(socket, "open");
    return socket;
  };
  const alive = await open("alive", {});
  const dead = await open("dead", { autoPong: false });
  const end = ended(dead);
  const pinged = Promise.all([once(alive, "ping"), once(dead, "ping")]);
  await listener.time.pass(20_000);
  await pinged;
  // The pong is on its way before this frame, so what it sets off has happened when the frame is answered.
  alive.ping();
  await once(alive, "pong");
  await listener.time.pass(20_000);
  expect(await end).toEqual({ code: 1006 });
  expect(closed).toEqual(["dead"]);
  expect(listener.warned).toEqual([expect.stringContaining("no sign of life")]);
  expect(listener.time.armed).toBe(1);
});

it("drops a call that takes nothing of what it is to hear", async () => {
  await using listener = await openListener();
  let say = (_words: string): void => {};
  listener.door.onRelay((_id, socket) => {
    say = (words) => socket.send(words);
    return true;
  });
  const socket = connect(listener.url, "/tw/relay/call-1", sdkSignature(relay));
  const end = ended(socket);
  await once(socket, "open");
  socket.pause();
  // More than sockets of this machine hold for each other.
  for (let megabyte = 0; megabyte < 64; megabyte += 1) say("x".repeat(1024 * 1024));
  await listener.time.pass(20_000);
  expect(listener.warned).toEqual([expect.stringContaining("as fast as it is said")]);
  socket.resume();
  expect(await end).toEqual({ code: 1006 });
});

it("says goodbye to open sockets when it closes", async () => {
  const listener = await openListener();
  listener.door.onRelay(() => true);
  const socket = connect(listener.url, "/tw/relay/call-1", sdkSignature(relay));
  const end = ended(socket);
  await once(socket, "open");
  await listener.door.close();
  expect(await end).toEqual({ code: 1001 });
  expect(listener.time.armed).toBe(0);
});
