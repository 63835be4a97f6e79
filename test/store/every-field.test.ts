import { expect, it } from "vitest";
import type { Operation } from "../../src/contract/operation.ts";
import { operations, wireErrors } from "../../src/contract/operations.ts";
import { phoneConfiguration } from "../../src/contract/store/buying.ts";
import type { ErrorCode } from "../../src/kernel/errors.ts";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { doneBy, equipAgent } from "../support/phone-agent.ts";
import { phoneOf } from "../support/phone-client.ts";
import {
  acme,
  addFault,
  agentOf,
  type Answer,
  buyNumber,
  Client,
  controlOf,
  defaultKey,
  makeQuote,
  newYork,
  placeCall,
  playScenario,
  sendText,
  startRingback,
} from "../support/store-client.ts";
import { type Furnished, validInputs } from "../support/valid-inputs.ts";
import { verifies } from "../support/verifies.ts";
import { spoil, type Spoilt, unboundFields, waysToSpoil } from "../support/wrong-values.ts";

type Input = Readonly<Record<string, unknown>>;

// AgentPhone's are tried in a file of their own.
const names = (Object.keys(operations) as (keyof typeof validInputs)[]).filter((name) => {
  const { api, rest } = operations[name] as Operation;
  return api !== "agentphone" && rest !== undefined;
});

/** An iMessage that a line sent, which others can react to. */
const sendIMessage = async (ringback: Ringback): Promise<string> => {
  const number = "+14155550188";
  const line = { provider: "agentphone", country: "US", type: "imessage", number };
  await controlOf(ringback).post("/lines", line);
  const text = { from_number: number, to_number: "nina@example.com", body: "hello" };
  const answer = await phoneOf(ringback).post("/v1/messages", text);
  return (answer.body as { id: string }).id;
};

/** A group that this line began, and Acme is in. */
const beginGroup = async (ringback: Ringback): Promise<string> => {
  const text = { from_number: "+14155550188", recipients: [acme, "nina@example.com"], body: "hello all" };
  const answer = await phoneOf(ringback).post("/v1/messages", text);
  return (answer.body as { to_number: string }).to_number;
};

/** A call that rings, and one that was answered and in which nobody speaks. */
const beginCalls = async (ringback: Ringback): Promise<readonly [ringing: string, talking: string]> => {
  const phone = phoneOf(ringback);
  const tool = { name: "look_up", description: "Looks up", url: "http://127.0.0.1:9/tool", method: "POST" };
  const { agentId } = await equipAgent(phone, { customTools: [tool] });
  const call = async (): Promise<string> => {
    const placed = await phone.post("/v1/calls", { agentId, toNumber: acme, initialGreeting: "" });
    return doneBy("agentphone.calls.create", placed).id;
  };
  const talking = await call();
  await controlOf(ringback).post(`/calls/${talking}/answer`);
  return [await call(), talking];
};

const furnish = async (ringback: Ringback): Promise<Furnished> => {
  const agent = agentOf(ringback);
  const control = controlOf(ringback);
  await control.put("/clock", { mode: "manual" });
  await control.post("/worlds", { name: "other" });
  const { serviceId, number } = await buyNumber(agent);
  const { snapshot } = (await control.get("/worlds/main/snapshot")).body as Pick<Furnished, "snapshot">;
  const [ringingCallId, talkingCallId] = await beginCalls(ringback);
  return {
    serviceId,
    number,
    snapshot,
    ringingCallId,
    talkingCallId,
    quoteId: await makeQuote(agent),
    purchaseId: "purchase_phone_001",
    messageId: await sendText(control, number),
    iMessageId: await sendIMessage(ringback),
    groupId: await beginGroup(ringback),
    callId: await placeCall(control, number),
    runId: await playScenario(control, "version: 1\nname: x\nscript: [{ after: 1h, note: later }]"),
    faultId: await addFault(control, { point: "store.*", chance: 0, answer: { reset: true } }),
    key: defaultKey(ringback),
    deliveryId: await leaveDelivery(ringback),
  };
};

/** Something that a webhook was told of which nobody listens; answers its id. */
const leaveDelivery = async (ringback: Ringback): Promise<string> => {
  const { webhooks, deliveries } = ringback.worlds.main.domain.agentphone;
  const endpoint = webhooks.set("acct_001", undefined, { url: "https://nobody.example/webhook" });
  return (await deliveries.test(endpoint, null)).deliveryId;
};

/** Sends an input as the operation's REST face wants it: path, query, body. */
const send = (ringback: Ringback, { rest }: Operation, input: Input): Promise<Answer> => {
  if (rest === undefined) throw new Error("This operation has no REST face.");
  const inPath = new Set([...rest.path.matchAll(/:(\w+)/g)].map(([, name]) => name));
  const path = rest.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(input[name])));
  const query = new URLSearchParams();
  for (const name of Object.keys(rest.query ?? {})) {
    const value = input[name] as string | number | boolean | undefined;
    if (value !== undefined) query.set(name, String(value));
  }
  const client = new Client(ringback.url, defaultKey(ringback));
  const target = query.size === 0 ? path : `${path}?${query.toString()}`;
  if (rest.method === "GET" || rest.method === "DELETE") return client.send(rest.method, target);
  const body = Object.entries(input).filter(([name]) => !inPath.has(name));
  return client.send(rest.method, target, Object.fromEntries(body));
};

/** Whether a door can carry the mistake at all: paths and queries hold text only. */
const canBeSent = ({ rest }: Operation, { path: [name = ""], value }: Spoilt): boolean => {
  const kind = rest?.query?.[name];
  if (kind === "text") return typeof value === "string" && value.length < 10_000;
  if (kind !== undefined) return typeof value === "string" || typeof value === "number";
  if (rest?.path.includes(`:${name}`)) return typeof value === "string" && value.length < 10_000;
  return true;
};

const spoiltInputs = (operation: Operation): readonly Spoilt[] => {
  const plain = waysToSpoil(operation.input());
  const hasConfiguration = plain.some(({ path }) => path[0] === "configuration");
  const configured = hasConfiguration ? waysToSpoil(phoneConfiguration()) : [];
  const within = configured.map((spoilt) => ({ ...spoilt, path: ["configuration", ...spoilt.path] }));
  return [...plain, ...within].filter((spoilt) => canBeSent(operation, spoilt));
};

const always: readonly ErrorCode[] = ["validation_error"];

/** The statuses and codes by which an operation is documented to refuse. */
const documentedRefusals = ({ api, errors }: Operation): readonly string[] =>
  [...always, ...errors].map((code) => {
    const wire = wireErrors[api][code];
    return `${wire?.status} ${wire?.code ?? code}`;
  });

/** Both worlds whole, and their names. Refusals are events, and so move the cursor; a run remembers some of them. */
const everything = ({ worlds }: Ringback): string =>
  JSON.stringify(
    worlds.all().map(({ world }) => ({ name: world.name, ...world.snapshot(), eventCursor: undefined })),
    (key, value: unknown) => (key === "notEmulated" ? undefined : value),
  );

const refusalOf = ({ status, body, text }: Answer): string => {
  const { error } = (body ?? {}) as { error?: { code?: unknown; message?: unknown; details?: unknown } };
  const isWhole = typeof error?.message === "string" && typeof error.details === "object";
  return isWhole ? `${status} ${String(error.code)}` : `${status} without envelope: ${text.slice(0, 200)}`;
};

/** What makes sense only where the carrier is a real one. */
const onlyReal: ReadonlySet<string> = new Set(["control.carrier.stop", "control.carrier.release"]);

for (const name of names) {
  const operation: Operation = operations[name];
  verifies("errors.envelope", `${name} refuses every spoilt field and changes nothing`, async () => {
    const bugs: string[] = [];
    await using ringback = await startRingback({ onWarning: (warning) => bugs.push(warning) });
    const input = validInputs[name](await furnish(ringback)) as Input;
    const before = everything(ringback);
    const wrong: string[] = [];
    for (const spoilt of spoiltInputs(operation)) {
      const answer = await send(ringback, operation, spoil(input, spoilt) as Input);
      const what = `${spoilt.path.join(".")} ${spoilt.wrong}: ${refusalOf(answer)}`;
      if (!documentedRefusals(operation).includes(refusalOf(answer))) wrong.push(what);
      if (answer.headers.get("x-ringback-why") === null) wrong.push(`${what}, unexplained`);
      if (everything(ringback) !== before) wrong.push(`${what}, but something changed`);
      if (wrong.length > 3) break;
    }
    expect(wrong).toEqual([]);
    expect(bugs).toEqual([]);
    const sound = await send(ringback, operation, input);
    const status = onlyReal.has(name) ? 400 : operation.rest?.success;
    expect([sound.status, sound.text.slice(0, 200)]).toEqual([status, expect.any(String)]);
  });
}

it("bounds the kind and the size of every field", () => {
  const unbound = names.flatMap((name) =>
    unboundFields(operations[name].input()).map((field) => `${name} ${field}`),
  );
  expect(unbound).toEqual([
    // Judged field by field once the item is known; phoneConfiguration says how.
    "store.quotes.create configuration",
    "store.purchases.create configuration",
    // Bound by what an account allows.
    "store.phone.topups.create amountUsd",
    // Read by a schema of its own.
    "control.worlds.restore snapshot",
    // Whatever a tool wants: bound as a body.
    "control.calls.runTool with",
    "control.phoneAgents.create customTools.*.headers",
    "control.phoneAgents.create customTools.*.parameters",
    // Whatever a fault is to answer instead of the envelope.
    "control.faults.add answer.body",
    // Bound as a body and as a file.
    "control.scenarios.validate text",
    "control.scenarios.validate includes",
    "control.scenarios.play text",
    "control.scenarios.play includes",
    // Bound as what webhooks are told, which brings its history along, and header by header.
    "control.webhooks.deliveries.replay body",
    "control.webhooks.deliveries.replay headers",
  ]);
  expect(unboundFields(phoneConfiguration())).toEqual([]);
});

const withIds = names.filter((name) => /:\w*Id\b/.test((operations[name] as Operation).rest?.path ?? ""));

verifies(
  "errors.envelope",
  "documents 404 for every operation on something that may not be there",
  async () => {
    await using ringback = await startRingback();
    const furnished = await furnish(ringback);
    const before = everything(ringback);
    for (const name of withIds) {
      const operation: Operation = operations[name];
      const input = validInputs[name](furnished) as Input;
      for (const [, parameter = ""] of (operation.rest?.path ?? "").matchAll(/:(\w+)/g)) {
        for (const id of ["nothing", "__proto__", "😀", " ", "'; --", "../..", "x".repeat(128)]) {
          const answer = await send(ringback, operation, { ...input, [parameter]: id });
          expect([name, parameter, id, refusalOf(answer)]).toEqual([name, parameter, id, "404 not_found"]);
        }
      }
      expect([name, operation.errors]).toEqual([name, expect.arrayContaining(["not_found"])]);
    }
    expect(everything(ringback)).toBe(before);
  },
);

/** Sound inputs that are refused all the same, and how. */
/** A scenario whose second line cannot be had. */
const inUse = `version: 1
name: in use
people: { nina: { number: +14155550177 } }
lines:
  free: { provider: store, country: US, number: +12125550190 }
  taken: { provider: store, country: US, number: +12125550186 }
`;

const refusedChanges: readonly (readonly [name: keyof typeof validInputs, change: Input, refusal: string])[] =
  [
    ["store.quotes.create", { catalogItemId: "nothing" }, "404 not_found"],
    ["store.quotes.create", { catalogItemId: "cat_vps_micro" }, "501 not_emulated"],
    [
      "store.quotes.create",
      { configuration: { ...newYork, countryCode: "XX" } },
      "422 unsupported_configuration",
    ],
    ["store.purchases.create", { catalogItemId: "nothing" }, "404 not_found"],
    ["store.purchases.create", { catalogItemId: "cat_vps_micro" }, "501 not_emulated"],
    [
      "store.purchases.create",
      { configuration: { ...newYork, numberType: "x" } },
      "422 unsupported_configuration",
    ],
    ["store.phone.topups.create", { amountUsd: 999.99 }, "402 insufficient_funds"],
    ["control.worlds.create", { name: "main" }, "409 name_taken"],
    ["control.worlds.drop", { name: "main" }, "403 forbidden"],
    ["control.worlds.drop", { name: "nothing" }, "404 not_found"],
    ["control.worlds.reset", { name: "nothing" }, "404 not_found"],
    ["control.worlds.snapshot", { name: "nothing" }, "404 not_found"],
    ["control.worlds.restore", { name: "nothing" }, "404 not_found"],
    ["control.worlds.restore", { snapshot: {} }, "400 snapshot_unreadable"],
    ["control.worlds.fork", { name: "nothing" }, "404 not_found"],
    ["control.worlds.fork", { as: "main" }, "409 name_taken"],
    ["control.people.add", { number: "911" }, "403 number_protected"],
    ["control.people.add", { number: "+12125550186" }, "409 number_unavailable"],
    ["control.people.text", { to: "+12125550100" }, "404 not_found"],
    ["control.people.text", { from: "911" }, "403 number_protected"],
    ["control.people.otp", { to: "+12125550100" }, "404 not_found"],
    ["control.people.call", { to: "+12125550100" }, "404 not_found"],
    ["control.otps.check", { to: "911" }, "403 number_protected"],
    ["control.wait", { type: "otp.issued", timeout: "0s" }, "408 wait_timed_out"],
    ["control.scenarios.play", { text: "version: 2" }, "400 scenario_invalid"],
    ["control.scenarios.play", { text: inUse }, "400 scenario_invalid"],
    ["control.faults.add", { point: "store.nothing" }, "400 validation_error"],
    ["control.faults.add", { answer: { status: 503, reset: true } }, "400 validation_error"],
    ["control.lines.create", { country: "XX" }, "422 unsupported_configuration"],
    ["control.lines.create", { number: "999" }, "403 number_protected"],
    ["control.lines.create", { number: "+12125550186" }, "409 number_unavailable"],
  ];

verifies("errors.envelope", "documents what else operations refuse, and changes nothing then", async () => {
  await using ringback = await startRingback();
  const furnished = await furnish(ringback);
  const before = everything(ringback);
  for (const [name, change, expected] of refusedChanges) {
    const operation: Operation = operations[name];
    const answer = await send(ringback, operation, { ...validInputs[name](furnished), ...change });
    expect([name, change, refusalOf(answer)]).toEqual([name, change, expected]);
    expect([name, documentedRefusals(operation)]).toEqual([name, expect.arrayContaining([expected])]);
  }
  expect(everything(ringback)).toBe(before);
});

it("asks for the control token in every operation of the controls, when it was started with one", async () => {
  await using ringback = await startRingback({ controlToken: "secret" });
  const before = everything(ringback);
  for (const name of names.filter((candidate) => (operations[candidate] as Operation).api === "control")) {
    const { rest } = operations[name] as Operation;
    const path = rest?.path.replace(/:(\w+)/g, "main") ?? "";
    for (const token of [undefined, "wrong", defaultKey(ringback)]) {
      const answer = await new Client(ringback.url, token).send(rest?.method ?? "GET", path);
      expect([name, token, refusalOf(answer)]).toEqual([name, token, "401 unauthorized"]);
    }
  }
  expect(everything(ringback)).toBe(before);
  expect((await new Client(ringback.url, "secret").get("/_ringback/worlds")).status).toBe(200);
});
