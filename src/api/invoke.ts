import type { Operation } from "../contract/operation.ts";
import { operations } from "../contract/operations.ts";
import type { WireAnswer } from "../contract/wire-error.ts";
import { RingbackError } from "../kernel/errors.ts";
import type { JsonObject } from "../kernel/json.ts";
import { nearestName } from "../kernel/nearest-name.ts";
import { Call } from "./call.ts";
import type { Desk } from "./desk.ts";
import { answer } from "./pipeline.ts";
import { writeRefusal } from "./write-refusal.ts";

/** On whose behalf something is asked. */
export interface InvokeOptions {
  /** The id of an account; without one it is the default account. */
  readonly as?: string | undefined;
}

/** Asks for an operation from inside. Resolves with its output; throws `Refused`. */
export type Invoke = (operation: string, input: JsonObject, options?: InvokeOptions) => Promise<JsonObject>;

/** An operation's refusal, and how it would have read outside. */
export class Refused extends RingbackError {
  readonly wire: WireAnswer;

  constructor(error: RingbackError, wire: WireAnswer) {
    super(error.code, error.message, error.details, { cause: error });
    this.wire = wire;
  }
}

/** Lets a scenario ask for operations in its world, with the same rights as whoever runs ringback. */
export const createInvoke =
  (desk: Desk, worldName: string): Invoke =>
  async (name, input, { as: account } = {}) => {
    const operation = findOperation(name);
    const call = new Call({ operation, input, worldName, account, origin: "", by: "scenario" });
    const reply = await answer(desk, call);
    if ("error" in reply) {
      throw new Refused(
        reply.error,
        writeRefusal(operation.api, reply.error, { ...reply, face: operation.rest }),
      );
    }
    return reply.output as JsonObject;
  };

const findOperation = (name: string): Operation => {
  const table: Readonly<Record<string, Operation>> = operations;
  const operation = Object.hasOwn(table, name) ? table[name] : undefined;
  if (operation !== undefined) return operation;
  const near = nearestName(name, Object.keys(table));
  const cure = near === undefined ? "" : ` Did you mean ${near}?`;
  throw new RingbackError("not_found", `There is no operation ${name}.${cure}`, {
    resource: "operation",
    id: name,
  });
};
