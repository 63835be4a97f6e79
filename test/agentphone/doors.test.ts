import { expect, it } from "vitest";
import { changeProfile, doneBy, equipAgent } from "../support/phone-agent.ts";
import { phoneKey, phoneOf } from "../support/phone-client.ts";
import { type RawRequest, rawRequest } from "../support/raw-request.ts";
import {
  acme,
  agentOf,
  type Answer,
  ask,
  Client,
  controlOf,
  defaultKey,
  refusal,
  startRingback,
} from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";
import type { Ringback } from "../../src/runtime/create-ringback.ts";

/** One request of the key's holder, exactly as written. */
const send = (ringback: Ringback, request: RawRequest): Promise<Answer> =>
  rawRequest(ringback.url, {
    ...request,
    headers: { authorization: `Bearer ${phoneKey(ringback)}`, ...request.headers },
  });

const postAgent = (ringback: Ringback, body: string | Uint8Array, type?: string): Promise<Answer> =>
  send(ringback, {
    method: "POST",
    target: "/v1/agents",
    body,
    headers: type === undefined ? {} : { "content-type": type },
  });

verifies(["phone.errors.key", "phone.errors.keyTexts"], async () => {
  await using ringback = await startRingback();
  const refused = async (authorization: string | undefined): Promise<unknown> => {
    const headers = authorization === undefined ? {} : { authorization };
    const answer = await ask(`${ringback.url}/v1/agents`, { headers });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("x-ringback-why")).toMatch(/^unauthorized: /);
    return answer.body;
  };
  expect(await refused(undefined)).toEqual({ detail: "Not authenticated" });
  expect(await refused("Basic c2s6")).toEqual({ detail: "Not authenticated" });
  expect(await refused("Bearer ")).toEqual({ detail: "Not authenticated" });
  expect(await refused("Bearer nonsense")).toEqual({ detail: "Invalid API key" });
  expect(await refused(`Bearer ${defaultKey(ringback)}`)).toEqual({ detail: "Invalid API key" });
  // Any other key of the right form is the default account's.
  const foreign = await phoneOf(ringback, "sk_live_somethingelse").get("/v1/agents");
  expect(foreign.status).toBe(200);
});

it("takes only minted keys when it is strict", async () => {
  await using ringback = await startRingback({ strictKeys: true });
  expect((await phoneOf(ringback).get("/v1/agents")).status).toBe(200);
  const foreign = await phoneOf(ringback, "sk_live_somethingelse").get("/v1/agents");
  expect([foreign.status, foreign.body]).toEqual([401, { detail: "Invalid API key" }]);
});

verifies("phone.doors.subAccount", async () => {
  await using ringback = await startRingback();
  const made = await phoneOf(ringback).post("/v1/sub-accounts", { name: "child" });
  const { id } = doneBy("agentphone.subAccounts.create", made);
  const list = (child: string) =>
    send(ringback, { target: "/v1/agents", headers: { "x-sub-account-id": child } });
  await equipAgent(phoneOf(ringback));
  expect((await list(id)).body).toMatchObject({ total: 0 });
  for (const stranger of ["acct_999", "acct_001"]) {
    const refused = await list(stranger);
    expect([refused.status, refused.body]).toEqual([404, { detail: "Sub-account not found." }]);
  }
});

verifies("phone.doors.unknownPath", async () => {
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  for (const path of [
    "/v1/nothing",
    "/v1",
    "/v0/agent",
    "/v1/calls/a/b",
    "/v1/agents/",
    "/credits/x",
    "/auth/you",
    "/w/main/v1/nothing",
  ]) {
    const answer = await phone.get(path);
    expect([path, answer.status, answer.body]).toEqual([path, 404, { detail: "Not Found" }]);
    expect(answer.headers.get("x-ringback-why")).toMatch(/^unknown_path: Nothing is at /);
  }
  const store = await agentOf(ringback).get("/nothing");
  expect([store.status, store.body]).toEqual([404, refusal("not_found")]);
});

verifies("phone.doors.methods", async () => {
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  const { agentId } = await equipAgent(phone);
  for (const [method, path, allow] of [
    ["DELETE", "/v1/calls/call_001", "GET"],
    ["PUT", "/v1/agents", "GET, POST"],
    ["POST", `/v1/agents/${agentId}`, "GET, PATCH, DELETE"],
    ["GET", "/v1/messages", "POST"],
    ["PATCH", "/v0/agent/sign-up", "POST"],
  ] as const) {
    const answer = await phone.send(method, path);
    expect([answer.status, answer.headers.get("allow"), answer.body]).toEqual([
      405,
      allow,
      { detail: "Method Not Allowed" },
    ]);
  }
  const whole = await phone.get(`/v1/agents/${agentId}`);
  const head = await send(ringback, { method: "HEAD", target: `/v1/agents/${agentId}` });
  expect([head.status, head.text]).toEqual([200, ""]);
  expect(head.headers.get("content-length")).toBe(String(whole.text.length));
});

verifies("phone.doors.noBody", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { agentId } = await equipAgent(phoneOf(ringback));
  const placed = await phoneOf(ringback).post("/v1/calls", { agentId, toNumber: acme });
  const { id } = doneBy("agentphone.calls.create", placed);
  const target = `/v1/calls/${id}/end`;
  for (const request of [
    { headers: {} },
    { headers: { "content-length": "0" } },
    { headers: { "content-type": "application/x-www-form-urlencoded", "content-length": "0" } },
    { headers: { "content-type": "application/json" }, body: "null" },
    { headers: { "content-type": "application/json" }, body: "{}" },
  ])
    expect((await send(ringback, { method: "POST", target, ...request })).status).toBe(200);
});

verifies("phone.doors.body", async () => {
  await using ringback = await startRingback();
  const agent = JSON.stringify({ name: "Frida", colour: "green", voice_mode: "hosted" });
  for (const type of [
    undefined,
    "",
    "application/json",
    "APPLICATION/JSON; charset=utf-8",
    "application/a+json",
  ])
    expect([type, (await postAgent(ringback, agent, type)).status]).toEqual([type, 200]);
  const wrongType = await postAgent(ringback, agent, "text/plain");
  expect(wrongType).toMatchObject({ status: 422, body: { detail: [{ loc: ["body"] }] } });
  expect(wrongType.headers.get("x-ringback-why")).toMatch(/^unsupported_media_type: /);
  for (const body of ["{", "{'a':1}", '{"a":1,}', '"', "\u0000", Uint8Array.of(0x22, 0xff, 0x22)]) {
    const broken = await postAgent(ringback, body, "application/json");
    expect([broken.status, broken.body]).toEqual([
      422,
      { detail: [{ loc: ["body"], msg: "JSON decode error", type: "json_invalid" }] },
    ]);
  }
  for (const body of ["[]", '"text"', "1", "true"]) {
    const other = await postAgent(ringback, body, "application/json");
    expect(other).toMatchObject({
      status: 422,
      body: { detail: [{ loc: ["body"], type: "model_attributes_type" }] },
    });
  }
  const nothing = await postAgent(ringback, "null", "application/json");
  expect(nothing).toMatchObject({
    status: 422,
    body: { detail: [{ loc: ["body", "name"], msg: "Field required", type: "missing" }] },
  });
  // The store stays as strict as it is.
  const store = { method: "POST", target: "/v1/agent/quotes", body: "{}" };
  const strict = await rawRequest(ringback.url, {
    ...store,
    headers: { authorization: `Bearer ${defaultKey(ringback)}` },
  });
  expect(strict.status).toBe(415);
});

verifies("phone.doors.escapedPlus", async () => {
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  const { agentId } = await equipAgent(phone);
  await phone.post("/v1/calls", { agentId, toNumber: acme });
  const found = async (query: string) =>
    doneBy("agentphone.calls.list", await phone.get(`/v1/calls?search=${query}`)).total;
  expect(await found("%2B14155550123")).toBe(1);
  // A plain plus in a query is a space.
  expect(await found("+14155550123")).toBe(0);
  const location = await phone.get("/v1/location/%2B14155550123");
  expect(location.headers.get("x-ringback-why") ?? "").not.toContain("%2B");
});

it("reaches worlds by path and by key, and shows the error style of each", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  const made = await control.post("/worlds", { name: "other", seed: "s" });
  expect(made.status).toBe(201);
  const anyone = new Client(`${ringback.url}/w/other`, "sk_live_somethingelse");
  await equipAgent(anyone);
  expect((await anyone.get("/v1/agents")).body).toMatchObject({ total: 1 });
  expect((await phoneOf(ringback).get("/v1/agents")).body).toMatchObject({ total: 0 });
  const wrongWorld = await new Client(`${ringback.url}/w/other`, phoneKey(ringback)).get("/v1/agents");
  expect([wrongWorld.status, wrongWorld.body]).toEqual([401, { detail: "Invalid API key" }]);
  await changeProfile(control, { errorShape: "envelope" });
  expect((await phoneOf(ringback).get("/v1/agents/agt_9")).body).toHaveProperty("error");
  expect((await anyone.get("/v1/agents/agt_9")).body).toEqual({ detail: "Agent not found." });
  const nowhere = await new Client(`${ringback.url}/w/nowhere`, "sk_live_somethingelse").get("/v1/agents");
  expect([nowhere.status, Object.keys(nowhere.body as object)]).toEqual([404, ["detail"]]);
});

it("lets pages of an allowed origin name a sub-account", async () => {
  await using ringback = await startRingback({ corsOrigins: ["https://shop.example"] });
  const answer = await send(ringback, {
    method: "OPTIONS",
    target: "/v1/agents",
    headers: { origin: "https://shop.example" },
  });
  expect(answer.status).toBe(204);
  expect(answer.headers.get("access-control-allow-headers")).toContain("x-sub-account-id");
});
