import type { Operation } from "../contract/operation.ts";
import { RingbackError } from "../kernel/errors.ts";
import { defaultPort } from "../runtime/config.ts";
import { RemoteFailure } from "../runtime/remote/remote-failure.ts";
import { RemoteWorld } from "../runtime/remote/remote-world.ts";
import type { Option, Values } from "./command.ts";
import { CommandFailure, UsageError } from "./failures.ts";

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
  readonly #world: RemoteWorld;

  constructor({ url, world, token }: Values<typeof remoteOptions>) {
    this.#world = new RemoteWorld({
      url: readUrl(url ?? fromEnvironment("RINGBACK_URL") ?? `http://127.0.0.1:${defaultPort}`),
      world,
      token: token ?? fromEnvironment("RINGBACK_CONTROL_TOKEN"),
      patience: longestWait,
    });
  }

  /** Has an operation done. Throws a CommandFailure with the server's own sentence when it refuses. */
  ask<Input extends object, Output>(operation: Operation<Input, Output>, input: Input): Promise<Output> {
    return this.#world.ask(operation, input).catch(fail);
  }

  /** Fetches a path of the world. Answers of refusal become a CommandFailure. */
  fetch(path: string, request: RequestInit): Promise<Response> {
    return this.#world.fetch(path, request).catch(fail);
  }

  /** What to say when something answers that is no ringback, or not one of this version. */
  stranger(): CommandFailure {
    return new CommandFailure(this.#world.stranger().message);
  }
}

const fail = (error: unknown): never => {
  if (error instanceof RemoteFailure && error.trouble === "unreachable") {
    const cure = "Start one with: ringback start. Elsewhere? Say where with --url or RINGBACK_URL.";
    throw new CommandFailure(`${error.message} ${cure}`, { cause: error });
  }
  if (error instanceof RemoteFailure || error instanceof RingbackError) {
    throw new CommandFailure(error.message, { cause: error });
  }
  throw error;
};

const fromEnvironment = (name: string): string | undefined => process.env[name] || undefined;

const readUrl = (text: string): string => {
  const parsed = URL.canParse(text) ? new URL(text) : undefined;
  if (parsed !== undefined && /^https?:$/.test(parsed.protocol)) return text.replace(/\/+$/, "");
  throw new UsageError(`${text} is no address of a ringback. Write it like http://127.0.0.1:${defaultPort}.`);
};
