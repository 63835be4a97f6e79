import type { InputOf, OperationName, Operations, OutputOf } from "../contract/operations.ts";

/** How to ask for an operation. */
export interface AskOptions {
  /** The key of the account to ask as, for operations that agents use. Default: the default account's. */
  readonly key?: string | undefined;
  /** Ends the wait for the answer. */
  readonly signal?: AbortSignal | undefined;
}

/** Has an operation done, whichever door it takes. Throws its refusal as a `RingbackError`. */
export type Ask = <Name extends OperationName>(
  name: Name,
  input: InputOf<Operations[Name]>,
  options?: AskOptions,
) => Promise<OutputOf<Operations[Name]>>;

/** An event as the outside hears it: its instant is ISO 8601 in UTC. */
export interface ToldEvent {
  readonly seq: number;
  readonly at: string;
  readonly type: string;
}

/** All that the library needs of a world: ask, and listen. In this process or elsewhere, it is the same to everybody above. */
export interface WorldPort {
  readonly ask: Ask;
  /** What came after a place in the log, then what happens, until the world ends or the signal says so. */
  listen(after: number, signal: AbortSignal): AsyncIterable<ToldEvent>;
}

/** A ringback as a way to its worlds. */
export interface RingbackPort {
  /** Where it listens, such as `http://127.0.0.1:41333`. */
  readonly url: string;
  world(name: string): WorldPort;
}
