import type { ApiName, Operation, RestFace } from "../../contract/operation.ts";
import { type ErrorCode, errorCodes, RingbackError } from "../../kernel/errors.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { type RestRequest, restRequest } from "../../surfaces/mcp/rest-request.ts";
import { exchange, type Question } from "./exchange.ts";
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
  /** How many real milliseconds an answer may take that does not wait for the world. Default: as many as it takes. */
  readonly patience?: number | undefined;
}

interface AskOptions {
  /** Sent instead of the controls' token. */
  readonly key?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** As much of an operation as it takes to ask for it. */
export interface Asked {
  readonly name: string;
  readonly api: ApiName;
  readonly rest: RestFace;
  /** Waits for the world, which may take as long as the world takes. */
  readonly waits?: boolean | undefined;
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
    options?: AskOptions,
  ): Promise<Output> {
    const { name, api, rest, waits } = operation;
    if (rest === undefined) throw new Error(`${name} has no place on the REST door.`);
    const request = restRequest(operation, rest, input as Fields);
    const answer = operation
      .output()
      .safeParse(await this.#ask({ name, api, rest, waits }, request, options));
    if (!answer.success) throw this.stranger();
    return answer.data;
  }

  /** Has an operation done of which only that much is known. Answers what came, whatever it is; throws like `ask`. */
  askFor(asked: Asked, input: object, options?: AskOptions): Promise<unknown> {
    return this.#ask(asked, restRequest({}, asked.rest, input as Fields), options);
  }

  /** Fetches a path of the world. Throws like `ask` for every answer that is none of success. */
  fetch(path: string, request: RequestInit): Promise<Response> {
    return this.#stream(path, request);
  }

  /** What to throw when something answers that is no ringback, or not one of this version. */
  stranger(): RemoteFailure {
    return new RemoteFailure("stranger", `What answers at ${this.#url} is not a ringback of this version.`);
  }

  async #ask(
    { api, waits }: Asked,
    { method, path, body }: RestRequest,
    { key, signal }: AskOptions = {},
  ): Promise<unknown> {
    const bearer = key ?? this.#token;
    const question: Question = {
      method,
      headers: {
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      },
      body,
      signal: signal ?? (waits === true ? undefined : this.#limit()),
    };
    const {
      status,
      headers,
      body: text,
    } = await this.#send(signal, () => exchange(this.#address(path), question));
    const answered = readJson(text);
    if (status >= 200 && status < 300) return answered;
    const why = headers["x-ringback-why"];
    throw this.#refusal({ status, why: typeof why === "string" ? why : "" }, answered, api);
  }

  async #stream(path: string, request: RequestInit): Promise<Response> {
    const headers = new Headers(request.headers);
    if (this.#token !== undefined) headers.set("authorization", `Bearer ${this.#token}`);
    const response = await this.#send(request.signal, () =>
      fetch(this.#address(path), { ...request, headers, redirect: "manual" }),
    );
    if (response.ok) return response;
    const body: unknown = await response.json().catch(() => undefined);
    throw this.#refusal({ status: response.status, why: "" }, body, "control");
  }

  #limit(): AbortSignal | undefined {
    return this.#patience === undefined ? undefined : AbortSignal.timeout(this.#patience);
  }

  #address(path: string): string {
    return `${this.#url}${this.#path}${path}`;
  }

  async #send<Came>(signal: AbortSignal | null | undefined, send: () => Promise<Came>): Promise<Came> {
    try {
      return await send();
    } catch (error) {
      if (signal?.aborted === true && !isTimeout(error)) throw error;
      throw this.#unanswered(error);
    }
  }

  #refusal(answer: { readonly status: number; readonly why: string }, body: unknown, api: ApiName): Error {
    if (api === "agentphone") return readPhoneRefusal(answer, body) ?? this.stranger();
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
    const { code, cause } = (error ?? {}) as NodeJS.ErrnoException;
    const known = code ?? (cause as NodeJS.ErrnoException | undefined)?.code;
    const why = known === undefined || known === "ECONNREFUSED" ? "" : ` (${known})`;
    return new RemoteFailure("unreachable", `No ringback answers at ${this.#url}${why}.`, { cause: error });
  }
}

type Fields = Readonly<Record<string, unknown>>;

interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly details: JsonObject;
}

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isTimeout = (error: unknown): boolean => error instanceof Error && error.name === "TimeoutError";
