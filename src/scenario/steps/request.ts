import { z } from "zod";
import type { Operation } from "../../contract/operation.ts";
import { operations } from "../../contract/operations.ts";
import { RingbackError } from "../../kernel/errors.ts";
import type { Json, JsonObject } from "../../kernel/json.ts";
import { suggest } from "../fields/diagnose-issues.ts";
import { saveName, tree } from "../fields/fields.ts";
import type { Misreading, Reading } from "../fields/scalar.ts";
import { scalar } from "../fields/scalar.ts";
import type { Condition } from "../../api/match/condition.ts";
import { match, tellDifference } from "../../api/match/match.ts";
import { readCondition } from "../match/read-condition.ts";
import { toTyped } from "../request/to-typed.ts";
import { checkInput } from "../request/check-input.ts";
import { schemaShape } from "../request/schema-shape.ts";
import { quote } from "../source/quote.ts";
import type { StepDefinition } from "./step-definition.ts";

export type RequestInput = {
  readonly operation: string;
  /** What is asked, all of it still texts. */
  readonly with: JsonObject;
  readonly answers?: Condition;
  readonly save?: string;
};

/** The default account's agent asks the store for something. */
export const request: StepDefinition<RequestInput> = {
  name: "request",
  summary: "Asks the store for something as the default account, and checks the answer.",
  example:
    "- request: { operation: store.catalog.search, with: { q: phone }, answers: { items: { exists: true } } }",
  schema: () =>
    z
      .strictObject({
        operation: scalar("an operation such as store.services.list", readOperation),
        with: tree().default({}),
        answers: tree().exactOptional(),
        save: saveName("the name for the answer").exactOptional(),
      })
      .transform(readRequest),
  explain: ({ operation, save }) =>
    `the agent asks for ${operation}${save === undefined ? "" : ` and keeps the answer as ${save}`}`,
  run: async ({ operation, with: asked, answers, save }, context) => {
    const input = toTyped(asked, operationCalled(operation)?.input()) as JsonObject;
    const output = await context.invoke(operation, input);
    if (save !== undefined) await context.save(save, output);
    const difference = answers && match(answers, output, () => undefined);
    if (difference === undefined) return;
    const message = `${operation} answered something else: ${tellDifference(difference)}.`;
    throw new RingbackError("scenario_invalid", message, { operation, ...difference });
  },
};

const table: Readonly<Record<string, Operation>> = operations;

const operationCalled = (name: string): Operation | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

const readOperation = (written: string): Reading<string> => {
  if (operationCalled(written)?.api === "store") return { value: written };
  const known = Object.values(table).flatMap(({ api, name }) => (api === "store" ? [name] : []));
  return {
    code: "unknown_operation",
    message: `${quote(written)} is no operation of the store.`,
    cure: suggest(written, known, known),
  };
};

interface Written {
  readonly operation: string;
  readonly with: Json;
  readonly answers?: Json;
  readonly save?: string;
}

const readRequest = (
  { answers, ...written }: Written,
  context: { readonly issues: z.core.$ZodRawIssue[] },
): RequestInput => {
  const operation = operationCalled(written.operation);
  const asked = written.with;
  if (operation === undefined) return z.NEVER;
  const report = (path: readonly PropertyKey[], mistake: Misreading, atKey?: "atKey"): void => {
    const { code = "invalid_value", message, cure } = mistake;
    const params = { code, cure, atKey: atKey !== undefined };
    context.issues.push({ code: "custom", input: written, path: [...path], message, params });
  };
  if (typeof asked !== "object" || asked === null || Array.isArray(asked)) {
    report(["with"], {
      code: "wrong_kind",
      message: "`with` must be a map.",
      cure: "Write `{ key: value }`.",
    });
    return z.NEVER;
  }
  for (const issue of checkInput(asked as JsonObject, operation, report)) context.issues.push(issue);
  const reading = { names: new Set<string>(), references: true, report };
  return {
    ...written,
    with: asked as JsonObject,
    ...(answers !== undefined && {
      answers: readCondition(answers, schemaShape(operation.output()), ["answers"], reading),
    }),
  };
};
