import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { OperationName, OutputOf, Operations } from "../../src/contract/operations.ts";
import { createRingback, type Ringback } from "../../src/runtime/create-ringback.ts";
import type { RingbackConfig } from "../../src/runtime/config.ts";

/** An answer as it came over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body read as JSON; undefined when there is none. */
  readonly body: unknown;
}

/** The configuration that the store's phone page shows. */
export const newYork = {
  countryCode: "US",
  numberType: "local",
  capabilities: ["sms", "voice"],
  locality: "new-york",
  initialBalanceUsd: 10,
};

export const phoneItem = "cat_phone_global_001";

/** The body of a request for a quote. */
export const quoteRequest = (configuration: object = newYork) => ({
  catalogItemId: phoneItem,
  quantity: 1,
  configuration,
});

/** A ringback for one test, with an agent expected; `await using` ends it. */
export const startRingback = (config: RingbackConfig = {}): Promise<Ringback> =>
  createRingback({ port: 0, agent: "expected", ...config });

/** An agent, or whoever runs ringback, talking plain HTTP. */
export class Client {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(url: string, key?: string) {
    this.#url = url;
    this.#headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
  }

  get(path: string): Promise<Answer> {
    return this.send("GET", path);
  }

  post(path: string, body: unknown = {}): Promise<Answer> {
    return this.send("POST", path, body);
  }

  put(path: string, body: unknown): Promise<Answer> {
    return this.send("PUT", path, body);
  }

  patch(path: string, body: unknown): Promise<Answer> {
    return this.send("PATCH", path, body);
  }

  delete(path: string): Promise<Answer> {
    return this.send("DELETE", path);
  }

  send(method: string, path: string, body?: unknown): Promise<Answer> {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const type = body === undefined ? {} : { "content-type": "application/json" };
    return ask(`${this.#url}${path}`, { method, headers: { ...this.#headers, ...type }, ...sent });
  }
}

/** One request, as fetch makes it. */
export const ask = async (url: string, init: RequestInit = {}): Promise<Answer> => {
  const response = await fetch(url, init);
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: text === "" ? undefined : (JSON.parse(text) as unknown),
  };
};

/** What the agent under test has: the store's base URL and a key. */
export const agentOf = (ringback: Ringback, key = defaultKey(ringback)): Client =>
  new Client(`${ringback.url}/v1/agent`, key);

export const defaultKey = (ringback: Ringback): string => ringback.env["AGENT_STORE_AGENT_API_KEY"] ?? "";

/** What whoever runs ringback has: its controls. */
export const controlOf = (ringback: Ringback): Client => new Client(`${ringback.url}/_ringback`);

type Made<Name extends OperationName> = OutputOf<Operations[Name]>;

/** The body of an answer to an operation, which must have succeeded. */
const done = <Name extends OperationName>(_name: Name, { status, body, text }: Answer): Made<Name> => {
  if (status >= 200 && status < 300) return body as Made<Name>;
  throw new Error(`It answered ${status}: ${text}`);
};

/** Makes a quote and answers its id. */
export const makeQuote = async (agent: Client, configuration: object = newYork): Promise<string> =>
  done("store.quotes.create", await agent.post("/quotes", quoteRequest(configuration))).quote.id;

/** A number that was bought. */
export interface BoughtNumber {
  readonly serviceId: string;
  readonly number: string;
  /** Where its phone operations are. */
  readonly path: string;
}

/** Buys a number, as configured over the documented configuration. */
export const buyNumber = async (agent: Client, configuration: object = {}): Promise<BoughtNumber> => {
  const request = { ...quoteRequest({ ...newYork, ...configuration }), idempotencyKey: randomUUID() };
  const { service } = done("store.purchases.create", await agent.post("/purchases", request));
  const path = `/services/${service.id}`;
  const { phone } = done("store.services.get", await agent.get(path)).service;
  return { serviceId: service.id, number: phone.e164, path: `${path}/phone` };
};

/** Somebody with a telephone. */
export const acme = "+14155550123";

/** Texts a number and answers the id of the text. */
export const sendText = async (control: Client, to: string, body = "hello", from = acme): Promise<string> =>
  done("control.people.text", await control.post("/people/text", { from, to, body })).messageId;

/** Calls a number, by default hanging up at once, and answers the id of the call. */
export const placeCall = async (control: Client, to: string, ringFor = "0s", from = acme): Promise<string> =>
  done("control.people.call", await control.post("/people/call", { from, to, ringFor })).callId;

/** Moves a world's time on. */
export const advance = async (control: Client, by: string): Promise<string> =>
  done("control.clock.advance", await control.post("/clock/advance", { by })).now;

/** The account that every world starts with, and its agent. */
export const defaultAccount = "acct_001";
export const defaultAgent = "agent_001";

/** What an account's wallet holds, in dollars. */
export const walletOf = async (control: Client, account = defaultAccount): Promise<string> =>
  done("control.wallet.get", await control.get(`/accounts/${account}/wallet`)).walletUsd;

export const fundWallet = async (
  control: Client,
  walletUsd: number,
  account = defaultAccount,
): Promise<void> =>
  void done("control.wallet.set", await control.put(`/accounts/${account}/wallet`, { walletUsd }));

/** Opens an account; answers its id, its agent's and a key. */
export const openAccount = async (control: Client, request: { name: string; walletUsd?: number }) =>
  done("control.accounts.create", await control.post("/accounts", request));

/** Adds an agent to an account; answers its id and a key. */
export const addAgent = async (control: Client, account = defaultAccount) =>
  done("control.agents.create", await control.post(`/accounts/${account}/agents`, { name: "second" }));

/** Mints one more key for an agent. */
export const mintKey = async (control: Client, agent = defaultAgent): Promise<string> =>
  done("control.keys.create", await control.post(`/agents/${agent}/keys`)).key;

export const setPolicy = async (control: Client, owner: string, rules: object): Promise<void> =>
  void done("control.policies.set", await control.put(`/policies/${owner}`, { rules }));

export const changeSettings = async (
  control: Client,
  settings: object,
  account = defaultAccount,
): Promise<void> =>
  void done(
    "control.storeSettings.change",
    await control.patch(`/accounts/${account}/store-settings`, settings),
  );

/** Plays a scenario and answers the id of its run. */
export const playScenario = async (control: Client, text: string): Promise<string> =>
  done("control.scenarios.play", await control.post("/scenarios", { text })).run;

/** Makes something go wrong, and answers the fault's id. */
export const addFault = async (control: Client, fault: object): Promise<string> =>
  done("control.faults.add", await control.post("/faults", fault)).faultId;

/** A world whole, as its snapshot says; two readings with nothing in between are equal. */
export const snapshotOf = async (control: Client, world = "main") => {
  const { snapshot } = done("control.worlds.snapshot", await control.get(`/worlds/${world}/snapshot`));
  // Refusals are events too, and so move the cursor.
  const { eventCursor: _cursor, ...rest } = snapshot;
  return rest;
};

/** A refusal as the store writes it. */
export const refusal = (code: string, details: object = {}) => ({
  error: { code, message: expect.any(String) as string, details: expect.objectContaining(details) as object },
});
