import { expect } from "vitest";
import { rawRequest } from "../support/raw-request.ts";
import {
  advance,
  agentOf,
  type Answer,
  ask,
  buyNumber,
  Client,
  controlOf,
  defaultKey,
  newYork,
  phoneItem,
  quoteRequest,
  refusal,
  snapshotOf,
  startRingback,
  walletOf,
} from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";
import type { Ringback } from "../../src/runtime/create-ringback.ts";

/** A refusal as every door of the store gives it. */
const expectRefusal = (answer: Answer, status: number, code: string, details: object = {}): void => {
  expect([answer.status, answer.body]).toEqual([status, refusal(code, details)]);
  expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
  expect(answer.headers.get("x-ringback-why")).toMatch(/^[a-z_]+: \S/);
};

const authorized = (ringback: Ringback): Record<string, string> => ({
  authorization: `Bearer ${defaultKey(ringback)}`,
  "content-type": "application/json",
});

/** Posts a body as it stands to the path for quotes. */
const postText = (ringback: Ringback, body: string | Uint8Array, headers: object = {}): Promise<Answer> =>
  rawRequest(ringback.url, {
    method: "POST",
    target: "/v1/agent/quotes",
    headers: { ...authorized(ringback), ...headers },
    body,
  });

verifies(["http.badJson", "errors.envelope", "errors.why"], "refuses bodies that are no JSON", async () => {
  await using ringback = await startRingback();
  for (const body of [
    "{",
    "{'a':1}",
    '{"a":1,}',
    "undefined",
    '"',
    "{}{}",
    '{"a":NaN}',
    "\u0000",
    '{"a":"\n"}',
  ]) {
    const answer = await postText(ringback, body);
    expectRefusal(answer, 400, "validation_error", { issues: [{ path: "", message: "must be JSON" }] });
    expect(answer.headers.get("x-ringback-why")).toMatch(/^malformed_json: The body is not JSON/);
  }
});

verifies("http.badJson", "refuses JSON that is no object", async () => {
  await using ringback = await startRingback();
  for (const body of ["[]", '["a"]', '"text"', "null", "1", "true", " [ ] "]) {
    const answer = await postText(ringback, body);
    expectRefusal(answer, 400, "validation_error", { issues: [{ path: "", message: "must be an object" }] });
  }
});

verifies("http.badJson", "refuses bytes that are not UTF-8, and takes a byte order mark", async () => {
  await using ringback = await startRingback();
  const broken = Buffer.concat([
    Buffer.from('{"catalogItemId":"'),
    Buffer.from([0xff, 0xfe]),
    Buffer.from('"}'),
  ]);
  expectRefusal(await postText(ringback, broken), 400, "validation_error");
  const overlong = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xc0, 0x80]), Buffer.from('"}')]);
  expectRefusal(await postText(ringback, overlong), 400, "validation_error");
  const marked = await postText(ringback, `\ufeff${JSON.stringify(quoteRequest())}`);
  expect(marked.status).toBe(201);
});

verifies("http.badJson", "refuses nesting deeper than 64 levels, quickly", async () => {
  await using ringback = await startRingback();
  const nest = (depth: number) => `{"a":${"[".repeat(depth - 1)}${"]".repeat(depth - 1)}}`;
  const deep = await postText(ringback, nest(65));
  expectRefusal(deep, 400, "validation_error");
  expect(deep.headers.get("x-ringback-why")).toContain("64 levels");
  expectRefusal(await postText(ringback, nest(200_000)), 400, "validation_error");
  // What is deep enough is only missing its fields.
  expectRefusal(await postText(ringback, nest(64)), 400, "validation_error", {
    missingFields: ["catalogItemId"],
  });
  // Brackets in a text are no nesting.
  const text = JSON.stringify({ ...quoteRequest(), note: "[{".repeat(100) });
  expect((await postText(ringback, text)).status).toBe(201);
  // A text without an end, of many quotation marks, is one mistake and not a quarter of a million.
  expectRefusal(await postText(ringback, `"${'\\"'.repeat(250_000)}`), 400, "validation_error");
});

verifies("http.contentType", "takes JSON only, and no body as an empty one", async () => {
  await using ringback = await startRingback();
  const body = JSON.stringify(quoteRequest());
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "json", ""]) {
    expectRefusal(await postText(ringback, body, { "content-type": type }), 415, "unsupported_media_type");
  }
  const untyped = await rawRequest(ringback.url, {
    method: "POST",
    target: "/v1/agent/quotes",
    headers: { authorization: `Bearer ${defaultKey(ringback)}` },
    body,
  });
  expectRefusal(untyped, 415, "unsupported_media_type");
  for (const type of ["application/json; charset=utf-8", "APPLICATION/JSON", "application/problem+json"]) {
    expect((await postText(ringback, body, { "content-type": type })).status).toBe(201);
  }
  const empty = await rawRequest(ringback.url, {
    method: "POST",
    target: "/v1/agent/quotes",
    headers: { authorization: `Bearer ${defaultKey(ringback)}`, "content-length": "0" },
  });
  expectRefusal(empty, 400, "validation_error", { missingFields: ["catalogItemId"] });
});

verifies("http.tooLarge", "refuses bodies of more than 512 KiB", async () => {
  await using ringback = await startRingback();
  const sized = (bytes: number): string => {
    const frame = JSON.stringify({ ...quoteRequest(), note: "" });
    return frame.replace('"note":""', `"note":"${"x".repeat(bytes - frame.length)}"`);
  };
  expect((await postText(ringback, sized(512 * 1024))).status).toBe(201);
  const tooLarge = await postText(ringback, sized(512 * 1024 + 1));
  expectRefusal(tooLarge, 413, "payload_too_large", { maximumBytes: 512 * 1024 });
  const chunked = await postText(ringback, sized(2 * 1024 * 1024), { "transfer-encoding": "chunked" });
  expectRefusal(chunked, 413, "payload_too_large");
});

verifies(
  ["http.unknownPath", "errors.envelope"],
  "answers 404 in the envelope wherever nothing is",
  async () => {
    await using ringback = await startRingback();
    const agent = agentOf(ringback);
    const paths = ["/", "", "/nothing", "/services/x/y", "/Services", "//services", "/a?b=c"];
    for (const path of paths) {
      const answer = await agent.get(path);
      expect([path, answer.status]).toEqual([path, 404]);
      expectRefusal(answer, 404, "not_found");
      expectRefusal(await agent.post(path), 404, "not_found");
    }
  },
);

verifies("http.unknownPath", "takes a path that ends in a slash for one with an empty id", async () => {
  await using ringback = await startRingback();
  const answer = await agentOf(ringback).get("/services/");
  expectRefusal(answer, 400, "validation_error", {
    issues: [{ path: "serviceId", message: "must be at least 1 character long" }],
  });
});

verifies(["http.methods"], "answers 405 with the methods that a path has", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const cases = [
    ["DELETE", "/services", "GET, HEAD"],
    ["POST", "/services/svc_phone_001", "GET, HEAD"],
    ["PUT", "/quotes", "POST"],
    ["GET", "/quotes", "POST"],
    ["HEAD", "/purchases", "POST"],
    ["GET", "/services/svc_phone_001/phone/topups", "POST"],
    ["PATCH", "/catalog/items", "GET, HEAD"],
  ] as const;
  for (const [method, path, allow] of cases) {
    const answer = await agent.send(method, path);
    expect([method, path, answer.status, answer.headers.get("allow")]).toEqual([method, path, 405, allow]);
    if (method !== "HEAD") expectRefusal(answer, 405, "method_not_allowed", { allow: allow.split(", ") });
  }
  const odd = await rawRequest(ringback.url, { method: "PURGE", target: "/v1/agent/services" });
  expectRefusal(odd, 405, "method_not_allowed");
  const options = await agent.send("OPTIONS", "/services");
  expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, HEAD"]);
});

/** What ringback says in headers, without what HTTP clients negotiate for each connection. */
const ownHeaders = ({ headers }: Answer): readonly (readonly [string, string])[] =>
  [...headers].filter(([name]) => name !== "connection" && name !== "keep-alive");

verifies("http.methods", "answers HEAD as GET without the body", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  for (const path of [
    "/services",
    "/catalog/items?limit=3",
    "/services/nothing",
    "/nothing",
    "/services?limit=0",
  ]) {
    const [get, head] = [await agent.get(path), await agent.send("HEAD", path)];
    expect(head.status).toBe(get.status);
    expect(head.text).toBe("");
    expect(ownHeaders(head)).toEqual(ownHeaders(get));
    expect(head.headers.get("content-length")).toBe(String(Buffer.byteLength(get.text)));
  }
});

verifies("http.badEscapes", "refuses escapes that make no sense, and reads those that do", async () => {
  await using ringback = await startRingback();
  const headers = authorized(ringback);
  for (const id of ["%", "%z", "%zz", "%ff", "%c3%28", "%E0%A4%A"]) {
    const answer = await rawRequest(ringback.url, { target: `/v1/agent/services/${id}`, headers });
    expectRefusal(answer, 400, "validation_error");
  }
  for (const [escaped, id] of [
    ["%F0%9F%98%80", "😀"],
    ["a%2Fb", "a/b"],
    ["%2e%2e", ".."],
    ["a%00b", "a\u0000b"],
    ["a%25b", "a%b"],
    ["a;b", "a;b"],
    ["a%3Fb", "a?b"],
    ["a%0d%0ab", "a\r\nb"],
  ] as const) {
    const answer = await rawRequest(ringback.url, { target: `/v1/agent/services/${escaped}`, headers });
    expectRefusal(answer, 404, "not_found", { resource: "service", id });
  }
  // A query's escapes are read as forms write them, and never refused.
  const query = await rawRequest(ringback.url, { target: "/v1/agent/catalog/items?q=%zz&limit=1", headers });
  expect(query.body).toEqual({ items: [] });
});

verifies(
  ["errors.envelope", "errors.why"],
  "says why also to what is too long to be read, on the world's date",
  async () => {
    await using ringback = await startRingback();
    const target = `/v1/agent/services/${"x".repeat(20_000)}`;
    const answer = await rawRequest(ringback.url, { target, headers: authorized(ringback) });
    expectRefusal(answer, 413, "payload_too_large", { maximumBytes: 16_384 });
    expect(answer.headers.get("date")).toBe("Wed, 01 Apr 2026 10:22:00 GMT");
  },
);

verifies("http.unknownPath", "takes a whole address for its path, as proxies do", async () => {
  await using ringback = await startRingback();
  const headers = authorized(ringback);
  const askFor = (target: string) => rawRequest(ringback.url, { target: ringback.url + target, headers });
  expect((await askFor("/w/main/v1/agent/services?limit=1")).body).toEqual({ services: [] });
  expect((await askFor("/mcp")).status).toBe(405);
  expectRefusal(await askFor("/v1/agent/nothing"), 404, "not_found");
});

verifies("http.date", "lets no expectation of a client keep it from its answer", async () => {
  await using ringback = await startRingback();
  const headers = { ...authorized(ringback), expect: "wonders" };
  const answer = await rawRequest(ringback.url, { target: "/v1/agent/services", headers });
  expect([answer.status, answer.headers.get("date")]).toEqual([200, "Wed, 01 Apr 2026 10:22:00 GMT"]);
});

verifies("http.unknownFields", "ignores fields that nobody knows, prototype names among them", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const plain = await agent.post("/quotes", quoteRequest());
  const bodies = [
    '"__proto__":{"quantity":7,"polluted":true}',
    '"constructor":{"prototype":{"polluted":true}}',
    '"toString":1,"hasOwnProperty":2,"valueOf":null',
    '"unknown":{"deep":[1,2,3]}',
  ];
  for (const fields of bodies) {
    const configuration = JSON.stringify(newYork).replace("{", `{${fields},`);
    const answer = await postText(
      ringback,
      `{${fields},"catalogItemId":"${phoneItem}","quantity":1,"configuration":${configuration}}`,
    );
    expect(answer.status).toBe(201);
    const { quote } = answer.body as { quote: { id: string } };
    expect({ quote: { ...quote, id: "quote_phone_001" } }).toEqual(plain.body);
  }
  const onlyPrototype = await postText(ringback, `{"__proto__":${JSON.stringify(quoteRequest())}}`);
  expectRefusal(onlyPrototype, 400, "validation_error", { missingFields: ["catalogItemId"] });
  const configured = `{"catalogItemId":"${phoneItem}","configuration":{"__proto__":${JSON.stringify(newYork)}}}`;
  expectRefusal(await postText(ringback, configured), 400, "validation_error", {
    missingFields: ["countryCode", "numberType", "capabilities"],
  });
  for (const query of ["__proto__=1", "constructor=1", "__proto__[limit]=1", "toString=1", "unknown=1"]) {
    expect((await agent.get(`/services?${query}`)).body).toEqual({ services: [] });
  }
  for (const id of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
    expectRefusal(await agent.get(`/services/${id}`), 404, "not_found", { id });
    expectRefusal(await agent.get(`/quotes/${id}`), 404, "not_found", { id });
    expectRefusal(await agent.get(`/catalog/items/${id}/checkout-requirements`), 404, "not_found", { id });
    expect((await controlOf(ringback).get(`/policies/${id}`)).status).toBe(404);
    expect((await controlOf(ringback).get(`/accounts/${id}/wallet`)).status).toBe(404);
  }
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});

verifies("http.lastKeyWins", async () => {
  await using ringback = await startRingback();
  const body = JSON.stringify(quoteRequest()).replace("{", '{"catalogItemId":"cat_nothing",');
  expect((await postText(ringback, body)).status).toBe(201);
  const reversed = JSON.stringify(quoteRequest()).replace(/\}$/, ',"catalogItemId":"cat_nothing"}');
  expectRefusal(await postText(ringback, reversed), 404, "not_found", { id: "cat_nothing" });
});

verifies("http.pathWins", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const [first, second] = [await buyNumber(agent), await buyNumber(agent)];
  const answer = await agent.post(`${first.path}/topups?amountUsd=5&serviceId=${second.serviceId}`, {
    amountUsd: 1,
    serviceId: second.serviceId,
  });
  expect(answer.body).toMatchObject({ balance: { serviceId: first.serviceId, newBalanceUsd: "11.00" } });
});

verifies("http.guard", "does not answer to foreign host names", async () => {
  await using ringback = await startRingback({ allowHosts: ["ringback.test"] });
  const { port } = new URL(ringback.url);
  const target = "/v1/agent/catalog/categories";
  const askAs = (host: string) =>
    rawRequest(ringback.url, { target, headers: { ...authorized(ringback), host } });
  for (const host of [
    "evil.example",
    `evil.example:${port}`,
    "127.0.0.1.evil.example",
    "localhost.evil.example",
  ]) {
    const answer = await askAs(host);
    expect([host, answer.status]).toEqual([host, 403]);
    expect(answer.body).toEqual(refusal("forbidden"));
    expect(answer.headers.get("x-ringback-why")).toMatch(/^forbidden: /);
  }
  for (const host of [
    `127.0.0.1:${port}`,
    "localhost",
    `LOCALHOST:${port}`,
    `[::1]:${port}`,
    "ringback.test",
  ]) {
    expect([host, (await askAs(host)).status]).toEqual([host, 200]);
  }
});

verifies("http.guard", "does not answer pages of foreign origins", async () => {
  await using ringback = await startRingback({ corsOrigins: ["https://app.example"] });
  const url = `${ringback.url}/v1/agent/catalog/categories`;
  const askFrom = (origin: string) =>
    rawRequest(ringback.url, {
      target: "/v1/agent/catalog/categories",
      headers: { ...authorized(ringback), origin },
    });
  for (const origin of [
    "https://evil.example",
    "null",
    "https://app.example.evil.example",
    "file://",
    "nonsense",
  ]) {
    const answer = await askFrom(origin);
    expect([origin, answer.status]).toEqual([origin, 403]);
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  }
  expect((await askFrom("http://localhost:3000")).status).toBe(200);
  const allowed = await askFrom("https://app.example");
  expect(allowed.headers.get("access-control-allow-origin")).toBe("https://app.example");
  const preflight = await ask(url, { method: "OPTIONS", headers: { origin: "https://app.example" } });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get("access-control-allow-headers")).toContain("authorization, content-type");
  const plain = await agentOf(ringback).get("/catalog/categories");
  expect([...plain.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
});

verifies(["keys.missing", "keys.form"], "asks for a key of the right form in every operation", async () => {
  await using ringback = await startRingback();
  const { serviceId } = await buyNumber(agentOf(ringback));
  const control = controlOf(ringback);
  const before = await snapshotOf(control);
  const requests = [
    ["GET", "/catalog/categories"],
    ["GET", "/catalog/items"],
    ["GET", `/catalog/items/${phoneItem}/checkout-requirements`],
    ["POST", "/quotes"],
    ["GET", "/quotes/quote_phone_001"],
    ["POST", "/purchases"],
    ["GET", "/purchases/purchase_phone_001"],
    ["GET", "/services"],
    ["GET", `/services/${serviceId}`],
    ["POST", `/services/${serviceId}/phone/topups`],
    ["GET", `/services/${serviceId}/phone/messages`],
    ["GET", `/services/${serviceId}/phone/messages/msg_001`],
    ["GET", `/services/${serviceId}/phone/missed-calls`],
    ["GET", `/services/${serviceId}/phone/call-logs`],
  ] as const;
  const headers = [
    undefined,
    "",
    "Bearer",
    "Bearer ",
    "Basic YTpi",
    "ask_live_abc.def",
    "Bearer abc",
    "Bearer ask_live_abc",
    "Bearer ask_live_.def",
    "Bearer ask_live_abc.",
    "Bearer ask_dead_abc.def",
    "Bearer ask_live_a.b.c",
    "Bearer ask_live_a-b.c",
    "Bearer xask_live_abc.def",
    "Bearer ask_live_abc.def extra",
    "Bearer sk_live_abc.def",
  ];
  for (const [method, path] of requests) {
    const answer = await rawRequest(ringback.url, { method, target: `/v1/agent${path}` });
    expectRefusal(answer, 401, "unauthorized");
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
  }
  for (const authorization of headers) {
    const answer = await rawRequest(ringback.url, {
      target: "/v1/agent/services",
      headers: authorization === undefined ? {} : { authorization },
    });
    expect([authorization, answer.status]).toEqual([authorization, 401]);
  }
  expect(await snapshotOf(control)).toEqual(before);
});

verifies("keys.missing", "asks for the key before it looks at the input", async () => {
  await using ringback = await startRingback();
  const nobody = new Client(`${ringback.url}/v1/agent`);
  expectRefusal(await nobody.post("/quotes", []), 401, "unauthorized");
  expectRefusal(await nobody.get("/services?limit=0"), 401, "unauthorized");
});

verifies("keys.unknown", "takes a foreign key of the right form for the default account's", async () => {
  await using ringback = await startRingback();
  const { serviceId } = await buyNumber(agentOf(ringback));
  for (const key of ["ask_live_xxxxx.yyyyy", "ask_test_1.2", `ask_live_${"a".repeat(500)}.b`]) {
    const foreign = agentOf(ringback, key);
    expect((await foreign.get("/services")).body).toMatchObject({ services: [{ id: serviceId }] });
  }
  const lowerCaseScheme = await ask(`${ringback.url}/v1/agent/services`, {
    headers: { authorization: "bearer ask_live_xxxxx.yyyyy" },
  });
  expect(lowerCaseScheme.status).toBe(200);
});

verifies("keys.unknown", "refuses foreign keys when strict", async () => {
  await using ringback = await startRingback({ strictKeys: true });
  const answer = await agentOf(ringback, "ask_live_xxxxx.yyyyy").get("/services");
  expectRefusal(answer, 401, "unauthorized");
  expect((await agentOf(ringback).get("/services")).status).toBe(200);
});

verifies("worlds.byPath", "finds a world by its path and by its key", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  const made = await control.post("/worlds", { name: "other" });
  const { env } = made.body as { env: Record<string, string> };
  const key = env["AGENT_STORE_AGENT_API_KEY"] ?? "";
  expect(env["AGENT_STORE_API_BASE_URL"]).toBe(`${ringback.url}/w/other/v1/agent`);
  const { serviceId } = await buyNumber(agentOf(ringback, key));
  const byPath = new Client(`${ringback.url}/w/other/v1/agent`, key);
  expect((await byPath.get("/services")).body).toMatchObject({ services: [{ id: serviceId }] });
  // A foreign key under the path acts for that world's default account.
  const foreign = new Client(`${ringback.url}/w/other/v1/agent`, "ask_live_xxxxx.yyyyy");
  expect((await foreign.get("/services")).body).toMatchObject({ services: [{ id: serviceId }] });
  expect((await agentOf(ringback).get("/services")).body).toEqual({ services: [] });
  // Controls take the path only.
  expect(await walletOf(new Client(`${ringback.url}/w/other/_ringback`))).toBe("987.50");
  expect(await walletOf(control)).toBe("1000.00");
});

verifies("worlds.keys", "refuses the key of one world under another's path", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  const { env } = (await control.post("/worlds", { name: "other" })).body as { env: Record<string, string> };
  const key = env["AGENT_STORE_AGENT_API_KEY"] ?? "";
  await control.post("/worlds", { name: "third" });
  for (const [world, shown] of [
    ["main", key],
    ["third", key],
    ["other", defaultKey(ringback)],
  ] as const) {
    const answer = await new Client(`${ringback.url}/w/${world}/v1/agent`, shown).get("/services");
    expectRefusal(answer, 401, "unauthorized");
    expect(answer.headers.get("x-ringback-why")).toContain("belongs to the world");
  }
  // A key whose world is gone is as foreign as any other.
  await control.delete("/worlds/other");
  expect((await agentOf(ringback, key).get("/services")).status).toBe(200);
});

verifies("worlds.byPath", "says when there is no such world", async () => {
  await using ringback = await startRingback();
  for (const world of ["nothing", "Main", "__proto__", "m%61in"]) {
    const client = new Client(`${ringback.url}/w/${world}/v1/agent`, defaultKey(ringback));
    expectRefusal(await client.get("/services"), 404, "not_found", { resource: "world", id: world });
    expectRefusal(await client.post("/quotes", quoteRequest()), 404, "not_found", { resource: "world" });
  }
});

verifies("http.date", "dates answers by the virtual clock of the world that answers", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const start = "2030-12-31T23:59:59Z";
  const made = await control.post("/worlds", { name: "later", start, clock: "manual" });
  const { env } = made.body as { env: Record<string, string> };
  const later = agentOf(ringback, env["AGENT_STORE_AGENT_API_KEY"]);
  const dateOf = ({ headers }: Answer) => headers.get("date");
  expect(dateOf(await agentOf(ringback).get("/services"))).toBe("Wed, 01 Apr 2026 10:22:00 GMT");
  expect(dateOf(await later.get("/services"))).toBe("Tue, 31 Dec 2030 23:59:59 GMT");
  expect(dateOf(await later.get("/services/nothing"))).toBe("Tue, 31 Dec 2030 23:59:59 GMT");
  expect(dateOf(await later.get("/services?limit=0"))).toBe("Tue, 31 Dec 2030 23:59:59 GMT");
  await advance(control, "1h");
  expect(dateOf(await agentOf(ringback).get("/nothing"))).toBe("Wed, 01 Apr 2026 11:22:00 GMT");
  expect(dateOf(await new Client(`${ringback.url}/v1/agent`).get("/services"))).toBe(
    "Wed, 01 Apr 2026 11:22:00 GMT",
  );
});

verifies("http.statuses", "answers 200 to reading and 201 to making", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  expect((await agent.post("/quotes", quoteRequest())).status).toBe(201);
  const purchase = { quoteId: "quote_phone_001", idempotencyKey: "key" };
  expect((await agent.post("/purchases", purchase)).status).toBe(201);
  expect((await agent.post("/services/svc_phone_001/phone/topups", { amountUsd: 1 })).status).toBe(201);
  for (const path of ["/catalog/items", "/services", "/services/svc_phone_001/phone/messages"]) {
    const answer = await agent.get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(answer.headers.get("x-ringback-why")).toBeNull();
  }
});

verifies("errors.why", "writes what a header cannot hold as question marks", async () => {
  await using ringback = await startRingback();
  const headers = authorized(ringback);
  const answer = await rawRequest(ringback.url, { target: "/v1/agent/services/%F0%9F%98%80%0a", headers });
  expect(answer.headers.get("x-ringback-why")).toBe(
    "not_found: There is no service ?. service_list shows yours.",
  );
  const long = await rawRequest(ringback.url, { target: `/v1/agent/services/${"x".repeat(5000)}`, headers });
  expectRefusal(long, 400, "validation_error", {
    issues: [{ path: "serviceId", message: "must be at most 128 characters long" }],
  });
});
