import * as z from "zod";
import { parseDuration } from "../../kernel/duration.ts";
import { deedTakesTime, longestPause, webhookDeeds } from "../../kernel/faults.ts";
import { idField } from "../fields.ts";
import { durationField } from "./clock.ts";
import { control } from "./declare.ts";

/** A length of the world's time that an answer may take: a day at most. */
const pause = () =>
  durationField().refine(
    (length) => (typeof length === "string" ? (parseDuration(length) ?? 0) : length) <= longestPause,
    "must be at most a day (1d)",
  );

const kinds = ["status", "delay", "reset", "slow", "malformed", "webhook"] as const;

/** What becomes of the answer; the one of these kinds that is there says which kind of fault it is. */
const faultAnswer = () =>
  z
    .strictObject({
      status: z.int().min(400).max(599).optional(),
      code: z.string().min(1).max(64).optional(),
      message: z.string().max(1000).optional(),
      body: z.record(z.string(), z.unknown()).optional(),
      delay: pause().optional(),
      reset: z.literal(true).optional(),
      slow: z.strictObject({ pieces: z.int().min(2).max(100), every: pause().optional() }).optional(),
      malformed: z.literal(true).optional(),
      webhook: z.enum(webhookDeeds).optional(),
      by: pause().optional(),
    })
    .refine(
      (answer) => kinds.filter((kind) => answer[kind] !== undefined).length === 1,
      `must have exactly one of ${kinds.join(", ")}`,
    )
    .refine(
      ({ status, code, message, body }) => status !== undefined || (code ?? message ?? body) === undefined,
      "has code, message or body, which go with a status only",
    )
    .refine(
      ({ code, message, body }) => body === undefined || (code ?? message) === undefined,
      "has a body, which takes the place of code and message: leave out one or the other",
    )
    .refine(
      ({ webhook, by }) => by === undefined || (webhook !== undefined && deedTakesTime(webhook)),
      "has by, which goes with the webhook faults delay and reorder only",
    );

const where = () => ({ point: z.string().min(1).max(128), chance: z.number().min(0).max(1).optional() });

const fault = () =>
  z.strictObject({
    faultId: z.string(),
    ...where(),
    timesLeft: z.int().optional(),
    answer: faultAnswer(),
    struck: z.int(),
  });

export const faultOperations = {
  "control.faults.add": control({
    name: "control.faults.add",
    summary:
      "Makes operations go wrong: those that `point` names (`store.phone.messages.list`, `store.*`), `times` times or for ever, with a `chance` or always. `answer` is one of `{status, code?, message?, body?}`, `{delay}`, `{reset: true}`, `{slow: {pieces, every?}}`, `{malformed: true}`. At webhooks (`webhook:agent.message`, `webhook:*`) it is `{webhook}`: drop, delay (`by`), duplicate, reorder, corrupt-signature, stale-timestamp, tampered-body or odd-json. The first fault that matches strikes; controls are never struck.",
    effect: "write",
    input: () =>
      z.object({ ...where(), times: z.int().min(1).max(1_000_000).optional(), answer: faultAnswer() }),
    output: fault,
    tool: "fault_add",
    rest: { method: "POST", path: "/_ringback/faults", success: 201 },
  }),
  "control.faults.list": control({
    name: "control.faults.list",
    summary: "Lists the faults in the order in which they are tried, spent ones (`timesLeft` 0) too.",
    effect: "read",
    input: () => z.object({}),
    output: () => z.strictObject({ faults: z.array(fault()) }),
    tool: "fault_list",
    rest: { method: "GET", path: "/_ringback/faults", success: 200 },
  }),
  "control.faults.clear": control({
    name: "control.faults.clear",
    summary: "Takes one fault away; `DELETE /_ringback/faults` takes every one.",
    effect: "write",
    input: () => z.object({ faultId: idField().optional() }),
    output: () => z.strictObject({ cleared: z.int() }),
    tool: "fault_clear",
    rest: {
      method: "DELETE",
      path: "/_ringback/faults/:faultId",
      success: 200,
      aliases: ["/_ringback/faults"],
    },
    errors: ["not_found"],
  }),
};
