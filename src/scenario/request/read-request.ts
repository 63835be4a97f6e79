import * as z from "zod";
import type { Condition } from "../../api/match/condition.ts";
import type { Operation } from "../../contract/operation.ts";
import { operations } from "../../contract/operations.ts";
import type { Json, JsonObject } from "../../kernel/json.ts";
import type { Misreading } from "../fields/scalar.ts";
import { readCondition } from "../match/read-condition.ts";
import type { ConditionContext } from "../match/read-condition.ts";
import type { Shape } from "../match/shape.ts";
import { checkInput } from "./check-input.ts";
import { schemaShape } from "./schema-shape.ts";

/** What a scenario asks of an operation, and what it makes of the answer. */
export type RequestInput = {
  readonly operation: string;
  /** The name of the account that asks. */
  readonly as?: string;
  /** What is asked, all of it still texts. */
  readonly with: JsonObject;
  readonly answers?: Condition;
  readonly refused?: Condition;
  readonly save?: string;
};

/** The same as its file has it. */
export interface WrittenRequest {
  readonly operation: string;
  readonly as?: string;
  readonly with: Json;
  readonly answers?: Json;
  readonly refused?: Json;
  readonly save?: string;
}

const table: Readonly<Record<string, Operation>> = operations;

/** The operation of a name. */
export const operationCalled = (name: string): Operation | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

const shapes = new Map<string, Shape>();

/** What can stand in an operation's answer. Worked out for those operations only that a file asks for, and once. */
const answerShape = ({ name, output }: Operation): Shape => {
  const shape = shapes.get(name) ?? schemaShape(output());
  shapes.set(name, shape);
  return shape;
};

/** Reads a request by the schemas of its operation. Mistakes become issues of the context. */
export const readRequest = (
  { answers, refused, ...written }: WrittenRequest,
  context: { readonly issues: z.core.$ZodRawIssue[] },
  names: ReadonlySet<string>,
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
  if (answers !== undefined && refused !== undefined) {
    const message = "A request is answered or refused, not both.";
    report(["refused"], { message, cure: "Keep `answers` or `refused`." }, "atKey");
  }
  const mistakes = checkInput(asked as JsonObject, operation, report);
  // Whoever wants to see a bad input refused has to be able to write one.
  if (refused === undefined) for (const issue of mistakes) context.issues.push(issue);
  const reading = { names, references: true, report };
  const shape = answerShape(operation);
  return {
    ...written,
    with: asked as JsonObject,
    ...(answers !== undefined && { answers: readCondition(answers, shape, ["answers"], reading) }),
    ...(refused !== undefined && { refused: readRefused(refused, reading) }),
  };
};

/** What can be said of a refusal: its status, and what its body says under `error` or, at AgentPhone, as `detail`. */
const refusalShape: Shape = {
  fields: {
    status: { kind: "count" },
    code: { kind: "text" },
    message: { kind: "text" },
    details: { kind: "any" },
    detail: { kind: "any" },
  },
};

const readRefused = (written: Json, context: ConditionContext): Condition =>
  typeof written === "string"
    ? { is: "fields", fields: { code: readCondition(written, { kind: "text" }, ["refused"], context) } }
    : readCondition(written, refusalShape, ["refused"], context);
