import type { Operation } from "../contract/operation.ts";
import { type OperationName, operations } from "../contract/operations.ts";
import { RingbackError } from "../kernel/errors.ts";
import { nearestName } from "../kernel/nearest-name.ts";
import { RemoteFailure } from "../runtime/remote/remote-failure.ts";
import { RemoteWorld } from "../runtime/remote/remote-world.ts";
import { serverSentData } from "../runtime/remote/server-sent-data.ts";
import type { Ask, RingbackPort, ToldEvent } from "./world-port.ts";

/** Asks a ringback over its REST door. The token is the controls' own, where they ask for one. */
export const portOverHttp = (url: string, token?: string): RingbackPort => ({
  url,
  world: (name) => {
    const remote = new RemoteWorld({ url, world: name, token });
    return { ask: askOverHttp(remote), listen: (after, signal) => listen(remote, after, signal) };
  },
});

/** Asks one world over REST, as agents do: what the door or a fault makes of an answer shows. */
export const askOverHttp =
  (remote: RemoteWorld): Ask =>
  async (name, input, options) => {
    try {
      return (await remote.ask(operationOf(name), input, options)) as never;
    } catch (error) {
      throw withCure(error);
    }
  };

/** The declaration of an operation, whatever its input and output are. Throws for a name that none has. */
export const operationOf = (name: OperationName): Operation<object> => {
  // JavaScript asks for whatever it likes.
  if (Object.hasOwn(operations, name)) return operations[name];
  const near = nearestName(name, Object.keys(operations));
  const cure = near === undefined ? "docs/control.md lists the controls." : `Did you mean ${near}?`;
  throw new RingbackError("validation_error", `There is no operation ${name}. ${cure}`);
};

const listen = async function* (
  remote: RemoteWorld,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<ToldEvent, void, undefined> {
  try {
    const response = await remote.fetch(`/_ringback/events/stream?after=${after}`, { signal });
    if (response.body === null) throw remote.stranger();
    for await (const data of serverSentData(response.body)) yield JSON.parse(data) as ToldEvent;
  } catch (error) {
    if (!signal.aborted) throw withCure(error);
  }
};

const withCure = (error: unknown): unknown => {
  if (!(error instanceof RemoteFailure) || error.trouble !== "unreachable") return error;
  const cure = "Start one with: ringback start. Elsewhere? Give connectRingback its url.";
  return new RemoteFailure(error.trouble, `${error.message} ${cure}`, { cause: error.cause });
};
