import {
  complaints,
  type Described,
  operationsOf,
  phoneContract,
  type Placed,
  pointerTo,
  resolve,
} from "./phone-contract.ts";

/** A request and what came of it, as far as the contract speaks of them. */
export interface Exchange {
  readonly method: string;
  /** Without the query; a world's prefix may stand before it. */
  readonly path: string;
  /** The request named a sub-account. */
  readonly forSubAccount?: boolean;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

interface Pattern extends Placed {
  readonly matches: RegExp;
}

const weight = (path: string): number => path.split("{").length;

// A path without parameters is meant before one with: /v1/agents/voices is no agent.
const patterns: readonly Pattern[] = operationsOf(phoneContract)
  .map((placed) => ({
    ...placed,
    matches: new RegExp(`^${placed.path.replace(/\{\w+\}/g, "[^/]+")}$`),
  }))
  .toSorted((one, other) => weight(one.path) - weight(other.path));

const unplayedPath = /^\/v1\/(?:sip-trunks|rcs|integrations\/whatsapp)(?:\/|$)/;

const worldPrefix = /^\/w\/[^/]*/;

/** Whether a path is AgentPhone's. */
export const isPhonePath = (path: string): boolean => {
  const inWorld = path.replace(worldPrefix, "");
  return /^\/(?:v[01]|credits|auth)(?:\/|$)/.test(inWorld) && !/^\/v1\/agent(?:\/|$)/.test(inWorld);
};

/** What an answer of AgentPhone's has that the contract does not, or lacks that it has. */
export const checkAnswer = (exchange: Exchange): readonly string[] => {
  const { method, status } = exchange;
  // A browser's question is answered by ringback itself.
  if (method === "OPTIONS") return [];
  const path = exchange.path.replace(worldPrefix, "");
  const found = patterns.filter(({ matches }) => matches.test(path));
  // What is not played has no place in the contract, and says so to whoever has a key.
  if (found.length === 0 && unplayedPath.test(path) && [401, 501].includes(status))
    return checkError(exchange);
  if (found.length === 0) return expectStatus(exchange, 404);
  const placed = found.find((candidate) => candidate.method === method);
  if (placed === undefined) {
    return method === "HEAD" && status !== 405 ? [] : expectStatus(exchange, 405);
  }
  const documented = placed.described.responses[String(status)];
  if (documented === undefined) {
    const argued = arguedStatus(exchange, placed.described);
    return argued ? checkError(exchange) : [`status ${status} is not documented for it`];
  }
  return status < 300 ? checkSuccess(exchange, placed) : checkError(exchange);
};

const expectStatus = (exchange: Exchange, status: number): readonly string[] =>
  exchange.status === status
    ? checkError(exchange)
    : [`status ${exchange.status} where only ${status} is meant`];

/** Statuses that the contract does not list, and why they may come all the same. */
const arguedStatus = (
  { status, path, forSubAccount, headers }: Exchange,
  { requestBody }: Described,
): boolean => {
  // What keeps a real carrier safe refuses where the vendor would not, and so does what only a simulated network has.
  if (headers.get("x-carrier") === "twilio" && [402, 403, 429, 501, 502, 503].includes(status)) return true;
  // Bodies are bounded here, so that a test cannot fill the memory.
  if (status === 413) return requestBody !== undefined;
  // A world, or the sub-account that a header names, may not be there.
  if (status === 404) return worldPrefix.test(path) || forSubAccount === true;
  return false;
};

const checkSuccess = (exchange: Exchange, { path, method, described }: Placed): readonly string[] => {
  const { status, headers, text } = exchange;
  const documented = resolve(phoneContract, described.responses[String(status)] ?? {});
  const types = Object.keys("content" in documented ? (documented.content ?? {}) : {});
  if (types.length === 0)
    return text === "" ? [] : [`a body where none is documented: ${text.slice(0, 200)}`];
  const type = (headers.get("content-type") ?? "").split(";")[0] ?? "";
  if (!types.includes(type)) return [`content type ${type} instead of ${types.join(", ")}`];
  if (type !== "application/json") return [];
  const place = ["paths", path, method.toLowerCase(), "responses", String(status), "content", type, "schema"];
  const setting = settings[`${method} ${path}`];
  return checkJson(pointerTo(...place), text).filter((what) => setting?.test(what) !== true);
};

/** What an account's profile may want otherwise than the contract, because public sources do not agree. */
const settings: Readonly<Record<string, RegExp>> = {
  // The newest reference has no plan, an older one a plan without limits.
  "GET /v1/usage": /required property '(?:plan|limits)'/,
  // An older reference has a transcript as what was said with what was answered.
  "GET /v1/calls/{call_id}/transcript": /required property '(?:callId|status|transcript)'/,
};

const checkError = ({ method, status, headers, text }: Exchange): readonly string[] => {
  if (method === "HEAD") return [];
  const wrong: string[] = [];
  if (status === 405 && !headers.get("allow")) wrong.push("no allow header");
  const mayRetry = status === 429 && !/"code":\s*"(?:CONVERSATION_|OUTBOUND_|NEW_)/.test(text);
  if (mayRetry && !/^\d+$/.test(headers.get("retry-after") ?? "")) wrong.push("no retry-after header");
  if (!/^\{\s*"(?:detail|error)"/.test(text)) wrong.push(`neither detail nor error: ${text.slice(0, 200)}`);
  // A sentence as the detail of a 422 is a setting: the vendor's own tools read no other form.
  const schema = status === 422 && !/^\{\s*"detail":\s*"/.test(text) ? "UnprocessableError" : "ApiError";
  return [...wrong, ...checkJson(pointerTo("components", "schemas", schema), text)];
};

/** What is wrong with a text that should be JSON of a schema. */
export const checkJson = (pointer: string, text: string): readonly string[] => {
  try {
    return complaints(pointer, JSON.parse(text) as unknown);
  } catch {
    return [`not JSON: ${text.slice(0, 200)}`];
  }
};
