import * as z from "zod";
import type { Condition } from "../../api/match/condition.ts";
import { match, tellDifference } from "../../api/match/match.ts";
import { Refused } from "../../api/invoke.ts";
import type { Operation } from "../../contract/operation.ts";
import { operations } from "../../contract/operations.ts";
import { RingbackError } from "../../kernel/errors.ts";
import type { Json, JsonObject } from "../../kernel/json.ts";
import { suggest } from "../fields/diagnose-issues.ts";
import { askingAccount, saveName, tree } from "../fields/fields.ts";
import type { Reading } from "../fields/scalar.ts";
import { scalar } from "../fields/scalar.ts";
import { fillParties } from "../request/fill-parties.ts";
import { operationCalled, readRequest } from "../request/read-request.ts";
import type { RequestInput } from "../request/read-request.ts";
import { toTyped } from "../request/to-typed.ts";
import { quote } from "../source/quote.ts";
import type { StepContext, StepDefinition } from "./step-definition.ts";

/** An account's agent asks one of the services for something. */
export const request: StepDefinition<RequestInput> = {
  name: "request",
  summary:
    "Asks the store or AgentPhone for something as an account, the default one unless `as` says otherwise, and checks the answer or the refusal. Of faults only those with a status strike it: nothing else can happen to a request without a connection.",
  example:
    "- request: { operation: store.catalog.search, with: { q: phone }, answers: { items: { exists: true } } }",
  schema: (names = new Set()) =>
    z
      .strictObject({
        operation: scalar("an operation such as store.services.list", readOperation, {
          words: agentOperations,
        }),
        as: askingAccount("the account that asks").exactOptional(),
        with: tree().describe("what is asked, as the operation wants it").default({}),
        answers: tree().describe("what the answer must be like").exactOptional(),
        refused: tree()
          .describe("the code of the refusal that must come, or what it must be like")
          .exactOptional(),
        save: saveName("the name for the answer").exactOptional(),
      })
      .transform((written, context) => readRequest(written, context, names)),
  explain: ({ operation, as, refused, save }) => {
    const who = as === undefined ? "the agent" : `the agent of ${as}`;
    const kept = save === undefined ? "" : ` and keeps the answer as ${save}`;
    return `${who} asks for ${operation}${refused === undefined ? "" : " and is refused"}${kept}`;
  },
  run: async (input, context) => {
    const { operation, with: asked, as, refused, save } = input;
    const typed = toTyped(asked, operationCalled(operation)?.input()) as JsonObject;
    const asking = context.invoke(operation, typed, { as });
    const found: Json = refused === undefined ? await asking : await refusalOf(asking, operation);
    if (save !== undefined) await context.save(save, found);
    await compare(input, found, context);
  },
};

const compare = async (
  { operation, answers, refused }: RequestInput,
  found: Json,
  context: StepContext,
): Promise<void> => {
  const wanted: Condition | undefined = refused ?? answers;
  if (wanted === undefined) return;
  const difference = match(
    await fillParties(wanted, (name) => context.numberOf(name)),
    found,
    () => undefined,
  );
  if (difference === undefined) return;
  const how = refused === undefined ? "answered something else" : "was refused otherwise";
  const message = `${operation} ${how}: ${tellDifference(difference)}.`;
  throw new RingbackError("scenario_invalid", message, { operation, ...difference });
};

/** A refusal as it would have read outside. Throws when there is none. */
const refusalOf = async (asking: Promise<JsonObject>, operation: string): Promise<JsonObject> => {
  try {
    await asking;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return sayRefusal(error);
  }
  throw new RingbackError("scenario_invalid", `${operation} was not refused, but answered.`, { operation });
};

/** Its code, what it says, and what its body says as well: under `error`, or at AgentPhone as `detail`. */
const sayRefusal = ({ code, message, details, wire }: Refused): JsonObject => {
  const { error, detail } = wire.body;
  const envelope = typeof error === "object" && error !== null && !Array.isArray(error) ? error : {};
  const said: JsonObject = { code, message, details, ...(envelope as JsonObject) };
  // AgentPhone has words of its own for codes; a file says those of ringback's list everywhere.
  const known = typeof said["code"] === "string" && /[A-Z]/.test(said["code"]) ? { code } : {};
  return { ...said, ...known, ...(detail !== undefined && { detail }), status: wire.status };
};

const agentOperations = Object.values<Operation>(operations).flatMap(({ api, name, rest }) =>
  api === "control" || rest === undefined ? [] : [name],
);

const readOperation = (written: string): Reading<string> => {
  if (agentOperations.includes(written)) return { value: written };
  return {
    code: "unknown_operation",
    message: `${quote(written)} is no operation of the store or of AgentPhone.`,
    cure: suggest(written, agentOperations, agentOperations.slice(0, 14)),
  };
};
