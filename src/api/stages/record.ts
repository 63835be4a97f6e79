import { RingbackError } from "../../kernel/errors.ts";
import { joinSentences } from "../../kernel/join-sentences.ts";
import type { JsonObject } from "../../kernel/json.ts";
import type { World } from "../../world/world.ts";
import type { Call, Reply } from "../call.ts";

/** Writes down that a request arrived. Answers its number, or undefined when it is not an input to the world. */
export const recordRequest = (world: World, call: Call): number | undefined => {
  const { operation, by } = call;
  if (by === "scenario" || isOnlooking(call)) return undefined;
  const { inputs } = world;
  return inputs.add({
    seq: inputs.next,
    at: world.clock.now(),
    origin: call.origin,
    kind: "request",
    operation: operation.name,
    by,
    input: inputOf(call),
  }).seq;
};

const inputOf = ({ input, subAccount, operation }: Call): JsonObject => {
  const read = input instanceof RingbackError ? { unreadable: input.message } : (input as JsonObject);
  return subAccount === undefined ? read : { ...read, [operation.scopeHeader ?? "subAccount"]: subAccount };
};

/** Writes down what came of it, and announces it. */
export const recordAnswer = (world: World, call: Call, request: number | undefined, reply: Reply): void => {
  if (isOnlooking(call) || (call.by === "scenario" && call.operation.api === "control")) return;
  const outcome = "error" in reply ? reply.error.code : "ok";
  if (request !== undefined) {
    const output = "error" in reply ? reply.error.details : (reply.output as JsonObject | null);
    world.inputs.add({
      seq: world.inputs.next,
      at: world.clock.now(),
      origin: call.origin,
      kind: "answer",
      request,
      outcome,
      output,
    });
  }
  if (call.operation.api !== "control") keepForReaders(world, call, reply, outcome);
  const why = joinSentences("error" in reply ? reply.error.message : undefined, reply.overlooked);
  const told = { operation: call.operation.name, by: call.by, outcome };
  const account = reply.caller?.accountId;
  const known = account === undefined ? told : { ...told, account };
  world.announce("request.answered", why === undefined ? known : { ...known, why });
};

const keepForReaders = (world: World, call: Call, reply: Reply, outcome: string): void => {
  const { strike } = reply;
  world.requests.append({
    at: world.clock.now(),
    operation: call.operation.name,
    by: call.by,
    account: reply.caller?.accountId,
    input: inputOf(call),
    outcome,
    answer: "error" in reply ? reply.error.message : (reply.output as JsonObject | null),
    replayed: "output" in reply && reply.replayed,
    fault: strike?.fault,
    faultStatus: strike?.answer.kind === "status" ? strike.answer.status : undefined,
  });
};

// Looking at a world through its controls must not change what there is to be seen.
const isOnlooking = ({ operation }: Call): boolean =>
  operation.api === "control" && operation.effect === "read";
