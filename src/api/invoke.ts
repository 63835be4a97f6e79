import type { Operation } from "../contract/operation.ts";
import { operations } from "../contract/operations.ts";
import { RingbackError } from "../kernel/errors.ts";
import type { JsonObject } from "../kernel/json.ts";
import { nearestName } from "../kernel/nearest-name.ts";
import { Call } from "./call.ts";
import type { Desk } from "./desk.ts";
import { answer } from "./pipeline.ts";

/** Asks for an operation from inside. Resolves with its output; throws its refusal. */
export type Invoke = (operation: string, input: JsonObject) => Promise<JsonObject>;

/** Lets a scenario ask for operations in its world, with the same rights as whoever runs ringback. */
export const createInvoke =
  (desk: Desk, worldName: string): Invoke =>
  async (name, input) => {
    const operation = findOperation(name);
    const reply = await answer(desk, new Call({ operation, input, worldName, origin: "", by: "scenario" }));
    if ("error" in reply) throw reply.error;
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
