import { commandFaces } from "../contract/control/command-faces.ts";
import type { InputOf, Operations, OutputOf } from "../contract/operations.ts";
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

type Askable = keyof typeof commandFaces;
type Input<Name extends Askable> = InputOf<Operations[Name]> & object;
type Output<Name extends Askable> = OutputOf<Operations[Name]>;
type Fields<Name extends Askable> = readonly (string & keyof Output<Name>)[];

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

  /**
   * Has an operation done; what comes back has to have these fields, or something else has answered. Throws a
   * CommandFailure with the server's own sentence when it refuses.
   */
  ask<Name extends Askable>(name: Name, input: Input<Name>, fields: Fields<Name>): Promise<Output<Name>> {
    return this.#ask({ name }, input, fields);
  }

  /** The same for what waits for the world, however long that takes. */
  wait<Name extends Askable>(name: Name, input: Input<Name>, fields: Fields<Name>): Promise<Output<Name>> {
    return this.#ask({ name, waits: true }, input, fields);
  }

  /** Fetches a path of the world. Answers of refusal become a CommandFailure. */
  fetch(path: string, request: RequestInit): Promise<Response> {
    return this.#world.fetch(path, request).catch(fail);
  }

  async #ask<Name extends Askable>(
    asked: { readonly name: Name; readonly waits?: true },
    input: Input<Name>,
    fields: Fields<Name>,
  ): Promise<Output<Name>> {
    const rest = commandFaces[asked.name];
    const answer = await this.#world.askFor({ ...asked, api: "control", rest }, input).catch(fail);
    if (typeof answer === "object" && answer !== null && fields.every((field) => field in answer))
      return answer as Output<Name>;
    throw this.stranger();
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
