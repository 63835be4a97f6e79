import { defaultPort } from "../runtime/config.ts";
import type { Operation } from "../contract/operation.ts";
import type { Option, Values } from "./command.ts";
import { CommandFailure, UsageError } from "./failures.ts";
import { patientFetch } from "./patient-fetch.ts";

/** The flags that say which running ringback a command talks to, and in which world. */
export const remoteOptions = {
  url: {
    kind: "text",
    shows: "URL",
    summary: `Where ringback listens. Default: $RINGBACK_URL, else http://127.0.0.1:${defaultPort}`,
  },
  world: { kind: "text", shows: "NAME", summary: "The world to act in. Default: main" },
  token: {
    kind: "text",
    shows: "TOKEN",
    summary: "The control token, where one is asked for. Default: $RINGBACK_CONTROL_TOKEN",
  },
  json: { kind: "flag", summary: "Print the answer as JSON" },
} as const satisfies Readonly<Record<string, Option>>;

const longestWait = 30_000;

/** The controls of one world of a ringback that runs elsewhere. */
export class Remote {
  readonly #url: string;
  readonly #path: string;
  readonly #token: string | undefined;

  constructor({ url, world, token }: Values<typeof remoteOptions>) {
    this.#url = readUrl(url ?? fromEnvironment("RINGBACK_URL") ?? `http://127.0.0.1:${defaultPort}`);
    this.#path = world === undefined || world === "main" ? "" : `/w/${encodeURIComponent(world)}`;
    this.#token = token ?? fromEnvironment("RINGBACK_CONTROL_TOKEN");
  }

  /** Has an operation done. Throws a CommandFailure with the server's own sentence when it refuses. */
  async ask<Input extends object, Output>(
    { rest, output, waits }: Operation<Input, Output>,
    input: Input,
  ): Promise<Output> {
    if (rest === undefined) throw new Error("This operation has no place on the REST door.");
    const { method, path } = rest;
    // What waits for the world may wait for as long as the world takes.
    const signal = waits === true ? null : AbortSignal.timeout(longestWait);
    const response =
      method === "GET"
        ? await this.fetch(`${path}${queryOf(input)}`, { signal })
        : await this.fetch(path, {
            method,
            signal,
            headers: { "content-type": "application/json" },
            body: JSON.stringify(input),
          });
    const answer = output().safeParse(await response.json().catch(() => undefined));
    if (!answer.success) throw this.stranger();
    return answer.data;
  }

  /** Fetches a path of the world, with `signal: null` however long it takes. Answers of refusal become a CommandFailure. */
  async fetch(path: string, request: RequestInit): Promise<Response> {
    const headers = new Headers(request.headers);
    if (this.#token !== undefined) headers.set("authorization", `Bearer ${this.#token}`);
    let response: Response;
    try {
      const address = `${this.#url}${this.#path}${path}`;
      response =
        request.signal === null
          ? await patientFetch(address, Object.fromEntries(headers))
          : await fetch(address, { ...request, headers, redirect: "manual" });
    } catch (error) {
      throw new CommandFailure(this.#whyUnreachable(error), { cause: error });
    }
    if (response.ok) return response;
    throw await this.#refusal(response);
  }

  /** What to say when something answers that is no ringback, or not one of this version. */
  stranger(): CommandFailure {
    return new CommandFailure(`What answers at ${this.#url} is not a ringback of this version.`);
  }

  async #refusal(response: Response): Promise<CommandFailure> {
    const body: unknown = await response.json().catch(() => undefined);
    const message = (body as { readonly error?: { readonly message?: unknown } } | undefined)?.error?.message;
    return typeof message === "string" ? new CommandFailure(message) : this.stranger();
  }

  #whyUnreachable(error: unknown): string {
    if (error instanceof Error && error.name === "TimeoutError") {
      return `ringback at ${this.#url} did not answer within ${longestWait / 1000} s.`;
    }
    const cause = error instanceof Error ? error.cause : undefined;
    const code = (cause as NodeJS.ErrnoException | undefined)?.code;
    const why = code === undefined || code === "ECONNREFUSED" ? "" : ` (${code})`;
    return `No ringback answers at ${this.#url}${why}. Start one with: ringback start. Elsewhere? Say where with --url or RINGBACK_URL.`;
  }
}

const fromEnvironment = (name: string): string | undefined => process.env[name] || undefined;

const readUrl = (text: string): string => {
  const parsed = URL.canParse(text) ? new URL(text) : undefined;
  if (parsed !== undefined && /^https?:$/.test(parsed.protocol)) return text.replace(/\/+$/, "");
  throw new UsageError(`${text} is no address of a ringback. Write it like http://127.0.0.1:${defaultPort}.`);
};

const queryOf = (input: object): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input)) if (value !== undefined) query.set(name, String(value));
  return query.size === 0 ? "" : `?${query.toString()}`;
};
