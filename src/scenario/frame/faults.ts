import * as z from "zod";
import { readFaultAnswer } from "../../api/control/fault-answer.ts";
import { objectionToPoint } from "../../api/control/fault-points.ts";
import type { FaultAnswer } from "../../kernel/faults.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { flag, integer, text, tree } from "../fields/fields.ts";
import { scalar } from "../fields/scalar.ts";
import type { Reading } from "../fields/scalar.ts";
import { toTyped } from "../request/to-typed.ts";
import { pause } from "./pause.ts";
import type { ScenarioFault } from "../scenario.ts";
import { quote } from "../source/quote.ts";
import { toWebhookFault, webhookFaultFields, webhookFaultMistake } from "./webhook-fault.ts";

/** A fault as the file has it, but for its place. */
export type FaultData = Omit<ScenarioFault, "where">;

/** The faults that there are from the beginning, in the order in which they are tried. */
export const faultsSchema = () => z.array(faultSchema());

/** One fault: where it strikes, how often, and what becomes of the answer. */
export const faultSchema = () =>
  z
    .strictObject({
      name: scalar("a name to take it away by", readFaultName).exactOptional(),
      api: scalar("the operations at which it strikes, such as store.phone.*", readPoint).exactOptional(),
      ...webhookFaultFields(),
      times: integer("how often it strikes", 1, 1_000_000).exactOptional(),
      chance: scalar("how likely it strikes, from 0 to 1", readChance, {
        pattern: "^(0(\\.\\d+)?|1(\\.0+)?)$",
        number: { least: 0, most: 1 },
      }).exactOptional(),
      answer: answerSchema().exactOptional(),
    })
    .transform(({ webhook, do: deed, by, api, answer, ...fault }, context): FaultData => {
      const fields = { ...given({ webhook }), ...given({ do: deed }), ...given({ by }) };
      const mistake = webhookFaultMistake(fields, { ...given({ api }), ...given({ answer }) });
      if (mistake !== undefined) {
        const { key, message, cure } = mistake;
        const params = { code: "invalid_value", cure, atKey: true };
        context.issues.push({ code: "custom", input: key, path: [key], message, params });
        return z.NEVER;
      }
      if (webhook !== undefined && deed !== undefined)
        return { ...fault, ...toWebhookFault(webhook, deed, by) };
      if (api !== undefined && answer !== undefined) return { ...fault, api, answer };
      // Said only here, so that a fault of webhooks is not told that it lacks an operation.
      for (const key of [api === undefined && "api", answer === undefined && "answer"]) {
        if (key === false) continue;
        const expected = key === "api" ? "string" : "object";
        context.issues.push({ code: "invalid_type", expected, input: undefined, path: [key] });
      }
      return z.NEVER;
    });

/** A field without those that are absent. */
const given = <Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]?: NonNullable<Fields[Name]> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;

const kinds = ["status", "delay", "reset", "slow", "malformed"] as const;

const answerFields = () =>
  z.strictObject({
    status: integer("a status from 400 to 599", 400, 599).exactOptional(),
    code: text("the code in the body").exactOptional(),
    message: text("the message in the body").exactOptional(),
    body: tree().describe("the whole body").exactOptional(),
    delay: pause("how late it comes").exactOptional(),
    reset: only("true to break the connection off").exactOptional(),
    slow: z
      .strictObject({
        pieces: integer("in how many pieces it comes", 2, 100),
        every: pause("how far they are apart").exactOptional(),
      })
      .describe("in pieces, with pauses")
      .exactOptional(),
    malformed: only("true to cut the body in the middle").exactOptional(),
  });

type AnswerFields = z.output<ReturnType<typeof answerFields>>;

const answerSchema = () =>
  answerFields()
    .describe("what becomes of the answer, such as { status: 503 }")
    .superRefine(checkAnswer)
    .transform((fields): FaultAnswer => toAnswer(fields));

const checkAnswer = (fields: AnswerFields, context: z.RefinementCtx): void => {
  const refuse = (path: readonly string[], message: string, cure: string): void =>
    context.addIssue({
      code: "custom",
      path: [...path],
      message,
      params: { code: "invalid_value", cure, atKey: path.length > 0 },
    });
  const [first, second] = kinds.filter((kind) => fields[kind] !== undefined);
  const all = "Write one of status, delay, reset, slow and malformed.";
  if (first === undefined) return refuse([], "This answer does not say what goes wrong.", all);
  if (second !== undefined) {
    return refuse(
      [second],
      `An answer goes wrong in one way, not ${quote(first)} and ${quote(second)}.`,
      all,
    );
  }
  const words = (["code", "message", "body"] as const).find((key) => fields[key] !== undefined);
  if (words !== undefined && first !== "status") {
    return refuse([words], `${quote(words)} goes with a status, not with ${quote(first)}.`, "Remove it.");
  }
  if (fields.body === undefined) return;
  if (typeof fields.body !== "object" || fields.body === null || Array.isArray(fields.body)) {
    return refuse(["body"], "`body` must be a map.", "Write `{ key: value }`.");
  }
  const other = (["code", "message"] as const).find((key) => fields[key] !== undefined);
  if (other === undefined) return;
  refuse(
    [other],
    `${quote(other)} stands in a body, and this fault has one of its own.`,
    "Keep one of them.",
  );
};

/** By the hand that reads what the controls are told, so that both mean the same. */
const toAnswer = ({ body, reset, malformed, ...answer }: AnswerFields): FaultAnswer =>
  readFaultAnswer({
    ...answer,
    ...(body !== undefined && { body: toTyped(body, undefined) as JsonObject }),
    ...(reset === true && { reset }),
    ...(malformed === true && { malformed }),
  });

const only = (description: string) =>
  flag(description).refine((value) => value, {
    message: "`false` is how it is without a fault.",
    params: { code: "invalid_value", cure: "Write true, or leave the key out." },
  });

const readFaultName = (written: string): Reading<string> => {
  if (written !== "all" && /^[A-Za-z][\w-]{0,63}$/.test(written)) return { value: written };
  const cure =
    written === "all"
      ? "Choose another: `clear-fault: all` takes every fault away."
      : "Write up to 64 letters, digits, - and _, and begin with a letter.";
  return { code: "invalid_name", message: `${quote(written)} cannot be the name of a fault.`, cure };
};

const readPoint = (written: string): Reading<string> => {
  const objection = objectionToPoint(written);
  if (objection === undefined) return { value: written };
  const { why, near } = objection;
  const cure =
    near === undefined ? "`store.*` means every operation of the store." : `Did you mean ${quote(near)}?`;
  return { code: "unknown_operation", message: `${quote(written)} ${why}.`, cure };
};

const readChance = (written: string): Reading<number> => {
  if (/^(?:0(?:\.\d{1,15})?|1(?:\.0+)?)$/.test(written)) return { value: Number(written) };
  return { message: `${quote(written)} is not a chance.`, cure: "Write a number from 0 to 1, such as 0.5." };
};
