import type { Operation } from "../../contract/operation.ts";
import { type ErrorCode, errorCodes, RingbackError } from "../../kernel/errors.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { restRequest } from "../../surfaces/mcp/rest-request.ts";
import { patientFetch } from "./patient-fetch.ts";
import { readPhoneRefusal } from "./read-phone-refusal.ts";
import { RemoteFailure } from "./remote-failure.ts";

/** Where one world of a ringback is that runs elsewhere, and how to ask it. */
export interface RemoteAddress {
  /** Without a slash at its end: `http://127.0.0.1:5550`. */
  readonly url: string;
  /** Default: main. */
  readonly world?: string | undefined;
  /** The bearer token that the controls ask for, if they ask for one. */
  readonly token?: string | undefined;
  /** How many real milliseconds an answer may take that does not wait for the world. Default: as many as fetch allows. */
  readonly patience?: number | undefined;
}

interface AskOptions {
  /** Sent instead of the controls' token. */
  readonly key?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** One world of a ringback that runs elsewhere, asked over its REST door. */
export class RemoteWorld {
  readonly #url: string;
  readonly #path: string;
  readonly #token: string | undefined;
  readonly #patience: number | undefined;

  constructor({ url, world = "main", token, patience }: RemoteAddress) {
    this.#url = url;
    this.#path = world === "main" ? "" : `/w/${encodeURIComponent(world)}`;
    this.#token = token;
    this.#patience = patience;
  }

  /** Has an operation done. Throws its refusal as a RingbackError, and a RemoteFailure when nobody could be asked. */
  async ask<Input extends object, Output>(
    operation: Operation<Input, Output>,
    input: Input,
    { key, signal }: AskOptions = {},
  ): Promise<Output> {
    if (operation.rest === undefined) throw new Error(`${operation.name} has no place on the REST door.`);
    const fields = input as Readonly<Record<string, unknown>>;
    const { method, path, body } = restRequest(operation, operation.rest, fields);
    const headers = new Headers(body === undefined ? {} : { "content-type": "application/json" });
    if (key !== undefined) headers.set("authorization", `Bearer ${key}`);
    const sent: RequestInit = {
      method,
      headers,
      ...(body !== undefined && { body }),
      ...(signal && { signal }),
    };
    const response = await (operation.waits === true
      ? this.#wait(path, sent, operation)
      : this.#fetch(path, this.#bound(sent), operation));
    const answer = operation.output().safeParse(await response.json().catch(() => undefined));
    if (!answer.success) throw this.stranger();
    return answer.data;
  }

  /** Fetches a path of the world. Throws like `ask` for every answer that is none of success. */
  fetch(path: string, request: RequestInit): Promise<Response> {
    return this.#fetch(path, request);
  }

  /** What to throw when something answers that is no ringback, or not one of this version. */
  stranger(): RemoteFailure {
    return new RemoteFailure("stranger", `What answers at ${this.#url} is not a ringback of this version.`);
  }

  /** What waits for the world may wait for as long as the world takes. */
  #wait(path: string, request: RequestInit, asked: Asked): Promise<Response> {
    const send = (headers: Headers): Promise<Response> =>
      patientFetch(this.#address(path), {
        method: request.method,
        headers: Object.fromEntries(headers),
        body: typeof request.body === "string" ? request.body : undefined,
        signal: request.signal ?? undefined,
      });
    return this.#send(request, send, asked);
  }

  #fetch(path: string, request: RequestInit, asked?: Asked): Promise<Response> {
    const send = (headers: Headers): Promise<Response> =>
      fetch(this.#address(path), { ...request, headers, redirect: "manual" });
    return this.#send(request, send, asked);
  }

  #bound(request: RequestInit): RequestInit {
    if (this.#patience === undefined) return request;
    return { ...request, signal: request.signal ?? AbortSignal.timeout(this.#patience) };
  }

  #address(path: string): string {
    return `${this.#url}${this.#path}${path}`;
  }

  async #send(
    request: RequestInit,
    send: (headers: Headers) => Promise<Response>,
    asked?: Asked,
  ): Promise<Response> {
    const headers = new Headers(request.headers);
    if (this.#token !== undefined && !headers.has("authorization")) {
      headers.set("authorization", `Bearer ${this.#token}`);
    }
    let response: Response;
    try {
      response = await send(headers);
    } catch (error) {
      if (request.signal?.aborted === true && !isTimeout(error)) throw error;
      throw this.#unanswered(error);
    }
    if (response.ok) return response;
    throw await this.#refusal(response, asked);
  }

  async #refusal(response: Response, asked?: Asked): Promise<Error> {
    const body: unknown = await response.json().catch(() => undefined);
    if (asked?.api === "agentphone") return readPhoneRefusal(response, body) ?? this.stranger();
    const said = (body as { readonly error?: Partial<Refusal> } | undefined)?.error;
    if (typeof said?.message !== "string") return this.stranger();
    const { code, message, details } = said;
    // Only a fault answers with a code of its own making.
    const known: ErrorCode = errorCodes.find((one) => one === code) ?? "fault_struck";
    return new RingbackError(known, message, { ...details, ...(known !== code && { code: code ?? null }) });
  }

  #unanswered(error: unknown): RemoteFailure {
    if (isTimeout(error)) {
      const message = `ringback at ${this.#url} did not answer within ${(this.#patience ?? 0) / 1000} s.`;
      return new RemoteFailure("slow", message, { cause: error });
    }
    const cause = error instanceof Error ? error.cause : undefined;
    const code = (cause as NodeJS.ErrnoException | undefined)?.code;
    const why = code === undefined || code === "ECONNREFUSED" ? "" : ` (${code})`;
    return new RemoteFailure("unreachable", `No ringback answers at ${this.#url}${why}.`, { cause: error });
  }
}

/** What was asked for, as far as its refusals differ. */
type Asked = Pick<Operation, "api">;

interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly details: JsonObject;
}

const isTimeout = (error: unknown): boolean => error instanceof Error && error.name === "TimeoutError";
