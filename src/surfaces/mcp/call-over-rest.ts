import type { CallToolResult } from "@modelcontextprotocol/server";
import type { ApiName, Operation } from "../../contract/operation.ts";
import { RingbackError } from "../../kernel/errors.ts";
import { type RestRequest, restRequest } from "./rest-request.ts";
import { toolFailure, toolOutput, toolRefusal } from "./tool-result.ts";

/** A REST API somewhere, and the key to use it with. */
export interface RestBackend {
  readonly kind: "rest";
  /** A store's up to and with `/v1/agent`: `http://127.0.0.1:5550/v1/agent`. The controls' without `/_ringback`. */
  readonly baseUrl: string;
  /** Absent where none is asked for. */
  readonly key?: string | undefined;
}

/** Calls a tool by the REST request that means the same, and relays what comes back. */
export const callOverRest = async (
  backend: RestBackend,
  operation: Operation,
  input: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<CallToolResult> => {
  try {
    if (operation.rest === undefined) return toolFailure(`${operation.name} has no REST path.`);
    const answered = await send(backend, restRequest(operation, operation.rest, input), signal);
    return await relay(backend, operation, answered);
  } catch (error) {
    if (error instanceof RingbackError) return toolRefusal(operation.api, error);
    return toolFailure(
      `Nothing answers at ${backend.baseUrl} (${reasonOf(error)}). Start ringback there, or set ${variables[operation.api]} to where it is.`,
    );
  }
};

const send = (backend: RestBackend, request: RestRequest, signal: AbortSignal): Promise<Response> => {
  const base = backend.baseUrl.replace(/\/+$/, "");
  return fetch(base + request.path.replace(/^\/v1\/agent(?=\/)/, ""), {
    method: request.method,
    headers: {
      ...(backend.key !== undefined && { authorization: `Bearer ${backend.key}` }),
      accept: "application/json",
      ...(request.body !== undefined && { "content-type": "application/json" }),
    },
    ...(request.body !== undefined && { body: request.body }),
    // A key is for the address it was given for, and for no other.
    redirect: "manual",
    signal,
  });
};

/** Where somebody said which API to use. */
const variables: Readonly<Record<ApiName, string>> = {
  store: "AGENT_STORE_API_BASE_URL",
  agentphone: "AGENTPHONE_BASE_URL",
  control: "RINGBACK_URL",
};

const relay = async (
  { baseUrl }: RestBackend,
  { api }: Operation,
  answered: Response,
): Promise<CallToolResult> => {
  const text = await answered.text();
  if (!answered.ok) return toolFailure(text || `${baseUrl} answered HTTP ${answered.status} without a word.`);
  const output = parseObject(text);
  if (output !== undefined) return toolOutput(output, text);
  const cure =
    api === "store"
      ? "must name a store's REST API and end in /v1/agent"
      : "must name a ringback that runs, such as http://127.0.0.1:5550";
  return toolFailure(`${baseUrl} answered, but not with a JSON object. ${variables[api]} ${cure}.`);
};

const parseObject = (text: string): object | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** Why a request failed, in a word. */
export const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (!(cause instanceof Error)) return String(cause);
  return (cause as NodeJS.ErrnoException).code ?? cause.message;
};
