import { z } from "zod";
import { idField, instantField } from "../fields.ts";
import { durationField } from "./clock.ts";
import { control } from "./declare.ts";

/** A telephone number in any international spelling. */
const spelledNumber = () => z.string().min(1).max(64);
const parties = () => ({ from: spelledNumber(), to: spelledNumber() });
const body = () => z.string().max(16_000);
const peopleErrors = ["not_found", "number_protected", "unsupported_configuration", "not_emulated"] as const;

/** What somebody does when called. A list says in milliseconds how long it takes them to answer. */
const answersField = () =>
  z.union([z.enum(["never", "busy", "voicemail"]), z.strictObject({ after: durationField() })]).optional();

const person = () => z.strictObject({ name: z.string(), number: z.string(), answers: answersField() });

export const peopleOperations = {
  "control.people.add": control({
    name: "control.people.add",
    summary:
      "Gives somebody a telephone number, which no line will then be given. `answers` says what they do when called: `{after}`, `never`, `busy` or `voicemail`.",
    effect: "write",
    input: () =>
      z.object({ name: z.string().min(1).max(64), number: spelledNumber(), answers: answersField() }),
    output: person,
    rest: { method: "POST", path: "/_ringback/people", success: 201 },
    tool: "person_add",
    errors: ["number_protected", "number_unavailable"],
  }),
  "control.people.list": control({
    name: "control.people.list",
    summary: "Lists the people that were given telephones.",
    effect: "read",
    input: () => z.object({}),
    output: () => z.strictObject({ people: z.array(person()) }),
    rest: { method: "GET", path: "/_ringback/people", success: 200 },
    tool: "person_list",
  }),
  "control.people.text": control({
    name: "control.people.text",
    summary: "Texts a line, as the person with some number.",
    effect: "write",
    input: () => z.object({ ...parties(), body: body() }),
    output: () => z.strictObject({ messageId: z.string() }),
    rest: { method: "POST", path: "/_ringback/people/text", success: 201 },
    tool: "person_text",
    errors: peopleErrors,
  }),
  "control.people.otp": control({
    name: "control.people.otp",
    summary: "Texts a line a one-time code: the given one, or one drawn from the seed.",
    effect: "write",
    input: () =>
      z.object({
        ...parties(),
        digits: z.int().min(4).max(8).optional(),
        code: z
          .string()
          .regex(/^\d{4,8}$/, "must be 4 to 8 digits")
          .optional(),
        text: body().optional(),
        expiresIn: durationField().optional(),
      }),
    output: () =>
      z.strictObject({ code: z.string(), messageId: z.string(), expiresAt: instantField().optional() }),
    rest: { method: "POST", path: "/_ringback/people/otp", success: 201 },
    tool: "person_otp",
    errors: peopleErrors,
  }),
  "control.otps.check": control({
    name: "control.otps.check",
    summary: "Checks a one-time code that somebody typed, as the site that sent it would, and uses it up.",
    effect: "write",
    input: () => z.object({ to: spelledNumber().optional(), code: z.string().min(1).max(64) }),
    output: () =>
      z.strictObject({
        valid: z.boolean(),
        used: z.boolean(),
        expired: z.boolean(),
        otpId: z.string().optional(),
        from: z.string().optional(),
        to: z.string().optional(),
      }),
    rest: { method: "POST", path: "/_ringback/otps/check", success: 200 },
    tool: "otp_check",
    errors: ["number_protected"],
  }),
  "control.people.call": control({
    name: "control.people.call",
    summary: "Calls a line, as the person with some number, and gives up after `ringFor`. Default: at once.",
    effect: "write",
    input: () => z.object({ ...parties(), ringFor: durationField().optional() }),
    output: () => z.strictObject({ callId: z.string(), status: z.string() }),
    rest: { method: "POST", path: "/_ringback/people/call", success: 201 },
    tool: "person_call",
    errors: peopleErrors,
  }),
  "control.lines.create": control({
    name: "control.lines.create",
    summary:
      "Puts a number on the network without a purchase. It belongs to the default account unless told otherwise.",
    effect: "write",
    input: () =>
      z.object({
        provider: z.literal("store"),
        country: z.string().max(8),
        type: z.string().max(16).optional(),
        number: spelledNumber().optional(),
        locality: z.string().max(64).optional(),
        balanceMinor: z.int().min(0).max(100_000_000).optional(),
        accountId: idField().optional(),
      }),
    output: () => z.strictObject({ number: z.string(), provider: z.string(), serviceId: z.string() }),
    rest: { method: "POST", path: "/_ringback/lines", success: 201 },
    tool: "line_create",
    errors: ["not_found", "unsupported_configuration", "number_protected", "number_unavailable"],
  }),
  "control.lines.list": control({
    name: "control.lines.list",
    summary: "Lists the lines of the world.",
    effect: "read",
    input: () => z.object({}),
    output: () =>
      z.strictObject({
        lines: z.array(z.strictObject({ number: z.string(), provider: z.string(), account: z.string() })),
      }),
    rest: { method: "GET", path: "/_ringback/lines", success: 200 },
    tool: "line_list",
  }),
};
