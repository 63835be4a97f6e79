import type { IncomingMessage } from "node:http";
import type { QueryKind, RestFace } from "../../contract/operation.ts";
import { RingbackError } from "../../kernel/errors.ts";
import { readBody } from "./read-body.ts";
import type { Route } from "./router.ts";

/**
 * Gathers an operation's input from path, query and body; the path wins. What cannot be read is the refusal itself.
 * Without a promise where there is no body to wait for.
 */
export const readRequestInput = (request: IncomingMessage, route: Route, query: string): unknown => {
  const { face, parameters } = route;
  if (face.method !== "GET" && face.method !== "DELETE") return readWithBody(request, route, query);
  return Object.assign(readQuery(query, face), parameters);
};

const readWithBody = async (
  request: IncomingMessage,
  { face, parameters, operation }: Route,
  query: string,
): Promise<unknown> => {
  // AgentPhone's framework takes a body without a content type for JSON, and null for no body.
  const lenient = operation.api === "agentphone";
  try {
    const body = await readBody(request, { limit: face.largestBody, lenient });
    return { ...body, ...readQuery(query, face), ...parameters };
  } catch (error) {
    if (error instanceof RingbackError) return error;
    throw error;
  }
};

const readQuery = (query: string, { query: kinds = {}, openQuery }: RestFace): Record<string, unknown> => {
  if (query === "") return {};
  const values: Record<string, unknown> = {};
  for (const [name, text] of pairsOf(query)) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (kind !== undefined) values[name] = readValue(text, kind);
    else if (openQuery === true && name !== "__proto__") values[name] = text;
  }
  return values;
};

// Few queries hold anything escaped; the others are taken apart without all the rules for those that do.
const pairsOf = (query: string): Iterable<readonly [name: string, text: string]> =>
  /[^\w=&.:-]/.test(query) ? new URLSearchParams(query) : query.split("&").filter(Boolean).map(pairOf);

const pairOf = (part: string): readonly [name: string, text: string] => {
  const sign = part.indexOf("=");
  return sign < 0 ? [part, ""] : [part.slice(0, sign), part.slice(sign + 1)];
};

// A text that does not read as its kind stays text, for the schema to refuse in its own words.
const readValue = (text: string, kind: QueryKind): unknown => {
  if (kind === "integer" && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text)) return Number(text);
  if (kind === "boolean" && (text === "true" || text === "1")) return true;
  if (kind === "boolean" && (text === "false" || text === "0")) return false;
  return text;
};
