import { createServer, type IncomingMessage, request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { once } from "node:events";
import { expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import type { WorldEvent } from "../src/contract/events.ts";
import { TestTime } from "../src/kernel/clock/test-time.ts";
import { EventLog } from "../src/kernel/event-log.ts";
import { EventStreams } from "../src/outlets/event-stream/event-streams.ts";
import { createRingback, type Ringback } from "../src/runtime/create-ringback.ts";
import type { RingbackConfig } from "../src/runtime/config.ts";

const stream = "/_ringback/events/stream";

const start = (config: RingbackConfig = {}): Promise<Ringback> =>
  createRingback({ port: 0, agent: "expected", ...config });

const note = ({ worlds }: Ringback, ...texts: string[]): void => {
  for (const text of texts) worlds.main.world.announce("scenario.noted", { run: "run_001", text });
};

/** Reads blocks of an event stream one after another; a test asks for as many as it expects. */
const listen = async (url: string, init?: RequestInit) => {
  const stop = new AbortController();
  const response = await fetch(url, { ...init, signal: stop.signal });
  onTestFinished(() => stop.abort());
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const next = async (): Promise<string | undefined> => {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end >= 0) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        return block;
      }
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      if (done) return undefined;
      text += value;
    }
  };
  return { response, next };
};

const dataOf = (block: string | undefined): Record<string, unknown> =>
  JSON.parse(/^data: (.*)$/m.exec(block ?? "")?.[1] ?? "{}") as Record<string, unknown>;

/** Opens a WebSocket and collects what it says. */
const dial = async (url: string, headers: Record<string, string> = {}) => {
  const socket = new WebSocket(url.replace(/^http/, "ws"), { headers });
  const messages: Record<string, unknown>[] = [];
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on("close", (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  socket.on("message", (text: Buffer) => messages.push(JSON.parse(text.toString())));
  onTestFinished(() => socket.terminate());
  const refusal = new Promise<IncomingMessage>((resolve) => {
    socket.on("unexpected-response", (_request, response) => resolve(response));
  });
  const opened = await Promise.race([once(socket, "open").then(() => undefined), refusal]);
  const next = async (): Promise<Record<string, unknown> | undefined> => {
    while (messages.length === 0) await once(socket, "message");
    return messages.shift();
  };
  return { socket, next, closed, refusal: opened };
};

const readJson = async (response: IncomingMessage): Promise<Record<string, unknown>> => {
  let text = "";
  for await (const chunk of response) text += String(chunk);
  return JSON.parse(text) as Record<string, unknown>;
};

/** A log with streams of its own, for readers that are given little. */
const openSmall = async (mostWaiting: number, realTime = new TestTime()) => {
  const log = new EventLog<WorldEvent>(1_000);
  const streams = new EventStreams({ realTime, mostWaiting });
  const server = createServer((_request, response) => streams.serve(response, feed, {}));
  let asked = 0;
  const wants = (): boolean => {
    asked += 1;
    return true;
  };
  const feed = { log, after: undefined as number | undefined, wants };
  server.on("upgrade", (offer, socket, head) => void streams.upgrade(offer, socket, head, feed));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    streams.close();
    server.closeAllConnections();
    server.close();
  });
  const append = (text: string): void => {
    const event: Omit<Extract<WorldEvent, { type: "scenario.noted" }>, "seq"> = {
      at: 0,
      type: "scenario.noted",
      run: "run_001",
      text,
    };
    log.append(event);
  };
  /** Lets things happen until nobody listens any more. */
  const untilUnheard = async (): Promise<void> => {
    for (let heard = -1; heard < asked; await turn()) {
      heard = asked;
      append("x".repeat(20_000));
    }
  };
  const { port } = server.address() as AddressInfo;
  return { log, feed, append, untilUnheard, realTime, url: `http://127.0.0.1:${port}/`, port };
};

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it("streams what happens from now on, as server-sent events", async () => {
  await using ringback = await start();
  note(ringback, "before");
  const { response, next } = await listen(ringback.url + stream);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  expect(response.headers.get("date")).toBe("Wed, 01 Apr 2026 10:22:00 GMT");
  note(ringback, "after");
  const { last } = ringback.worlds.main.world.events;
  expect(await next()).toBe(
    `id: ${last}\nevent: scenario.noted\ndata: ` +
      `{"seq":${last},"at":"2026-04-01T10:22:00.000Z","type":"scenario.noted","run":"run_001","text":"after"}`,
  );
});

it("tells events as the controls' list of events does", async () => {
  await using ringback = await start();
  const { next } = await listen(`${ringback.url}${stream}?after=0`);
  const listed = (await (await fetch(`${ringback.url}/_ringback/events`)).json()) as { events: unknown[] };
  expect(listed.events.length).toBeGreaterThan(0);
  for (const event of listed.events) expect(dataOf(await next())).toEqual(event);
});

it("replays what was missed after a place, then goes on, without gap or duplicate", async () => {
  await using ringback = await start();
  const { events } = ringback.worlds.main.world;
  const before = events.last;
  note(ringback, "one", "two", "three");
  const { next } = await listen(`${ringback.url}${stream}?after=${before + 1}`);
  note(ringback, "four");
  const seen = [dataOf(await next()), dataOf(await next()), dataOf(await next())];
  expect(seen.map(({ text }) => text)).toEqual(["two", "three", "four"]);
  expect(seen.map(({ seq }) => seq)).toEqual([before + 2, before + 3, before + 4]);
});

it("goes on where a browser that reconnects says it stopped, whatever the address says", async () => {
  await using ringback = await start();
  const before = ringback.worlds.main.world.events.last;
  note(ringback, "one", "two");
  const headers = { "last-event-id": String(before + 1) };
  const { next } = await listen(`${ringback.url}${stream}?after=0`, { headers });
  expect(dataOf(await next())["text"]).toBe("two");
});

it("replays more than may wait for a slow reader, at his pace, and what happens meanwhile after it", async () => {
  const { append, feed, url, log } = await openSmall(60_000);
  for (let count = 1; count <= 900; count += 1) append("x".repeat(10_000));
  feed.after = 0;
  const { next } = await listen(url);
  append("news");
  for (let seq = 1; seq <= 900; seq += 1) expect(dataOf(await next())["seq"]).toBe(seq);
  expect(dataOf(await next())).toMatchObject({ seq: 901, text: "news" });
  expect(log.last).toBe(901);
});

it("streams only the types that are asked for", async () => {
  await using ringback = await start();
  const { next } = await listen(`${ringback.url}${stream}?type=person.added&type=clock.set`);
  note(ringback, "unasked");
  await fetch(`${ringback.url}/_ringback/people`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "ada", number: "+14155550123" }),
  });
  expect(dataOf(await next())).toMatchObject({ type: "person.added", name: "ada" });
});

it("refuses a type that no event has, and suggests one", async () => {
  await using ringback = await start();
  const response = await fetch(`${ringback.url}${stream}?type=message.recieved`);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    error: {
      code: "validation_error",
      message: "type must be the name of an event; did you mean message.received?",
    },
  });
});

it("refuses a place that is not a number", async () => {
  await using ringback = await start();
  const response = await fetch(`${ringback.url}${stream}?after=yesterday`);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { details: { issues: [{ path: "after" }] } } });
});

it("gives a sign of life every 15 seconds of real time", async () => {
  const time = new TestTime();
  await using ringback = await start({ realTime: time, clock: "manual" });
  const { next } = await listen(ringback.url + stream);
  await time.pass(15_000);
  expect(await next()).toBe(": heartbeat");
  await time.pass(15_000);
  expect(await next()).toBe(": heartbeat");
});

it("tells each world's events at its own address", async () => {
  await using ringback = await start();
  const other = ringback.worlds.create({ name: "other" });
  const { next } = await listen(`${ringback.url}/w/other${stream}`);
  note(ringback, "in main");
  other.world.announce("scenario.noted", { run: "run_001", text: "in other" });
  expect(dataOf(await next())["text"]).toBe("in other");
});

it("answers 404 for a world that does not exist", async () => {
  await using ringback = await start();
  const response = await fetch(`${ringback.url}/w/nowhere${stream}`);
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({
    error: { code: "not_found", details: { resource: "world", id: "nowhere" } },
  });
});

it("has GET and HEAD, and says so", async () => {
  await using ringback = await start();
  const posted = await fetch(ringback.url + stream, { method: "POST" });
  expect(posted.status).toBe(405);
  expect(posted.headers.get("allow")).toBe("GET, HEAD");
  expect(await posted.json()).toMatchObject({ error: { code: "method_not_allowed" } });
  const asked = await fetch(ringback.url + stream, { method: "OPTIONS" });
  expect([asked.status, asked.headers.get("allow")]).toEqual([204, "GET, HEAD"]);
  const head = await fetch(ringback.url + stream, { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
});

it("asks for the control token where there is one, in a header or in the address", async () => {
  await using ringback = await start({ controlToken: "open-sesame" });
  const refused = await fetch(ringback.url + stream);
  expect(refused.status).toBe(401);
  expect(refused.headers.get("www-authenticate")).toBe("Bearer");
  const headers = { authorization: "Bearer open-sesame" };
  expect((await listen(ringback.url + stream, { headers })).response.status).toBe(200);
  expect((await listen(`${ringback.url}${stream}?token=open-sesame`)).response.status).toBe(200);
  expect((await fetch(`${ringback.url}${stream}?token=open-barley`)).status).toBe(401);
  expect((await dial(ringback.url + stream)).refusal?.statusCode).toBe(401);
  expect((await dial(`${ringback.url}${stream}?token=open-sesame`)).refusal).toBeUndefined();
});

it("lets pages of an allowed origin listen, and no others", async () => {
  await using ringback = await start({ corsOrigins: ["https://dash.example"] });
  const allowed = await listen(ringback.url + stream, { headers: { origin: "https://dash.example" } });
  expect(allowed.response.headers.get("access-control-allow-origin")).toBe("https://dash.example");
  const refused = await dial(ringback.url + stream, { origin: "https://evil.example" });
  expect(refused.refusal?.statusCode).toBe(403);
});

it("is not told to the world: listening leaves no trace in it", async () => {
  await using ringback = await start();
  const { events } = ringback.worlds.main.world;
  const [last, hash] = [events.last, ringback.worlds.main.runHash()];
  await listen(`${ringback.url}${stream}?after=0`);
  await dial(ringback.url + stream);
  expect([events.last, ringback.worlds.main.runHash()]).toEqual([last, hash]);
});

it("tells who watches the requests that somebody listens", async () => {
  const told: string[] = [];
  await using ringback = await start({ onAnswer: ({ path, status }) => told.push(`${status} ${path}`) });
  await listen(ringback.url + stream);
  await dial(ringback.url + stream);
  expect(told).toEqual([`200 ${stream}`, `101 ${stream}`]);
});

it("sends the same over a WebSocket, one message for each event", async () => {
  await using ringback = await start();
  const before = ringback.worlds.main.world.events.last;
  note(ringback, "missed");
  const { next } = await dial(`${ringback.url}${stream}?after=${before}`);
  note(ringback, "heard");
  expect(await next()).toEqual({
    seq: before + 1,
    at: "2026-04-01T10:22:00.000Z",
    type: "scenario.noted",
    run: "run_001",
    text: "missed",
  });
  expect(await next()).toMatchObject({ seq: before + 2, text: "heard" });
});

it("ignores what a WebSocket says, and hangs up on one that says too much", async () => {
  await using ringback = await start();
  const { socket, next, closed } = await dial(ringback.url + stream);
  socket.send("hello");
  note(ringback, "still here");
  expect(await next()).toMatchObject({ text: "still here" });
  socket.send("x".repeat(100_000));
  expect(await closed).toMatchObject({ code: 1009 });
});

it("refuses a WebSocket in plain HTTP: no such world, no such path, a foreign host", async () => {
  await using ringback = await start();
  const nowhere = await dial(`${ringback.url}/w/nowhere${stream}`);
  expect(nowhere.refusal?.statusCode).toBe(404);
  expect(nowhere.refusal?.headers["date"]).toBe("Wed, 01 Apr 2026 10:22:00 GMT");
  expect(nowhere.refusal && (await readJson(nowhere.refusal))).toMatchObject({
    error: { code: "not_found" },
  });
  const elsewhere = await dial(`${ringback.url}/v1/agent/services`);
  expect(elsewhere.refusal?.statusCode).toBe(404);
  const foreign = await dial(ringback.url + stream, { host: "evil.example" });
  expect(foreign.refusal?.statusCode).toBe(403);
});

it("answers a request that offers another protocol as if it had not", async () => {
  await using ringback = await start();
  const offer = {
    connection: "Upgrade, HTTP2-Settings",
    upgrade: "h2c",
    "http2-settings": "AAMAAABkAAQCAAAAAAIAAAAA",
  };
  const body = JSON.stringify({ name: "ada", number: "+14155550123" });
  const asked = request(`${ringback.url}/_ringback/people`, {
    method: "POST",
    headers: { ...offer, "content-type": "application/json", "content-length": body.length },
  });
  asked.end(body);
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  expect(response.statusCode).toBe(201);
  expect(await readJson(response)).toEqual({ name: "ada", number: "+14155550123" });
});

it("drops a reader of server-sent events who does not read", async () => {
  const { untilUnheard, append, port } = await openSmall(100_000);
  const socket = connect(port, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  socket.write("GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n");
  await once(socket, "readable");
  await untilUnheard();
  append("unheard");
  let text = "";
  socket.on("error", () => {});
  socket.on("data", (chunk) => (text += String(chunk)));
  await once(socket, "close");
  expect(text).not.toContain("unheard");
});

it("tells a slow reader of a WebSocket to come again, and what that takes", async () => {
  const { untilUnheard, url } = await openSmall(100_000);
  const { socket, closed } = await dial(url);
  socket.pause();
  await untilUnheard();
  socket.resume();
  expect(await closed).toEqual({
    code: 1013,
    reason: "Too slow: read faster, and connect again with ?after=<seq>.",
  });
});

it("does not wait for a slow reader to hear it", async () => {
  const { untilUnheard, url, realTime } = await openSmall(100_000);
  const { socket, closed } = await dial(url);
  socket.pause();
  await untilUnheard();
  await realTime.pass(2_000);
  socket.resume();
  expect(await closed).toMatchObject({ code: 1006 });
});

it("stops listening for a reader who went", async () => {
  const { untilUnheard, url } = await openSmall(1_000_000_000);
  const stop = new AbortController();
  const response = await fetch(url, { signal: stop.signal });
  const { socket } = await dial(url);
  stop.abort();
  socket.terminate();
  await expect(response.text()).rejects.toThrow("aborted");
  await untilUnheard();
});

it("ends with the world", async () => {
  await using ringback = await start();
  ringback.worlds.create({ name: "other" });
  const { next } = await listen(`${ringback.url}/w/other${stream}`);
  const { closed } = await dial(`${ringback.url}/w/other${stream}`);
  await fetch(`${ringback.url}/_ringback/worlds/other`, { method: "DELETE" });
  expect(await next()).toBeUndefined();
  expect(await closed).toEqual({ code: 1001, reason: "The world has ended." });
});

it("ends with ringback, however many listen", async () => {
  const ringback = await start();
  const { next } = await listen(ringback.url + stream);
  const { closed } = await dial(ringback.url + stream);
  await ringback.close();
  expect(await next()).toBeUndefined();
  expect((await closed).code).toBe(1001);
});
