import type { OperationName } from "../../contract/operations.ts";
import type { Caller } from "../../domain/caller.ts";
import type { Strike } from "../../kernel/faults.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import type { Desk } from "../desk.ts";
import { teller } from "../teller.ts";
import { handlers } from "../handlers.ts";
import { requireSimulated } from "../only-simulated.ts";
import type { RunningWorld } from "../running-world.ts";
import type { Stay } from "../stay.ts";

type AnyHandler = (input: unknown, context: Context) => object | null | Promise<object | null>;

/** What came of a handler: its output, and how it wants that to be given on. */
export interface Handled {
  readonly output: object | null;
  readonly replayed: boolean;
  readonly file: Buffer | undefined;
}

/** Lets the operation's handler do what was asked. Without a promise where the handler needs none. */
export const handle = (
  desk: Desk,
  running: RunningWorld,
  caller: Caller,
  call: Call,
  input: unknown,
  stay: Stay | undefined,
  strike: Strike | undefined,
): Promise<Handled> | Handled => {
  requireSimulated(desk, call.operation.name);
  let replayed = false;
  let file: Buffer | undefined;
  const handler = handlers[call.operation.name as OperationName] as AnyHandler;
  const output = handler(input, {
    running,
    worlds: desk.worlds,
    scenarios: desk.scenarios,
    carrier: desk.carrier,
    caller,
    origin: call.origin,
    stay,
    gone: call.gone,
    tell: teller(running, call, strike),
    sendFile: (given) => {
      file = given;
    },
    markReplayed: () => {
      replayed = true;
    },
  });
  if (output instanceof Promise) return output.then((awaited) => ({ output: awaited, replayed, file }));
  return { output, replayed, file };
};
