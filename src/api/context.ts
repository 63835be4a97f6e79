import type { InputOf, OperationName, Operations, OutputOf } from "../contract/operations.ts";
import type { Caller } from "../domain/caller.ts";
import type { CarrierDesk } from "./carrier-desk.ts";
import type { RunningWorld, RunningWorlds } from "./running-world.ts";
import type { ScenarioDesk } from "./scenario-desk.ts";
import type { Stay } from "./stay.ts";

/** What a handler may use besides its input. */
export interface Context {
  readonly running: RunningWorld;
  readonly worlds: RunningWorlds;
  readonly scenarios: ScenarioDesk;
  /** The real carrier behind the world main, if there is one. */
  readonly carrier: CarrierDesk | undefined;
  readonly caller: Caller;
  /** The address under which the caller reached ringback, without a world's prefix: `http://127.0.0.1:5550`. */
  readonly origin: string;
  /** The request's stay in its world. A scenario's step has none: what it waited for would wait for it. */
  readonly stay: Stay | undefined;
  /** Aborted when whoever asked has gone. Only operations that wait are told. */
  readonly gone: AbortSignal | undefined;
  /** Hands out a piece of the answer as it comes. Absent where it is wanted whole. */
  readonly tell: ((piece: string) => void) | undefined;
  /** Gives the bytes that go out instead of the output, which only tells of them and is all that is written down. */
  readonly sendFile: (file: Buffer) => void;
  /** Says that this answer repeats an earlier one. */
  markReplayed(): void;
}

/** Turns one operation's input from its wire form into what the domain does, and back. */
export type Handler<Name extends OperationName> = (
  input: InputOf<Operations[Name]>,
  context: Context,
) => OutputOf<Operations[Name]> | Promise<OutputOf<Operations[Name]>>;

/** A handler for each of these operations: a missing or an extra one is a type error. */
export type HandlersOf<Some extends Partial<Operations>> = {
  readonly [Name in keyof Some & OperationName]: Handler<Name>;
};
