import * as z from "zod";
import { idField, instantField } from "../fields.ts";
import { durationField } from "./clock.ts";
import { commandFaces } from "./command-faces.ts";
import { control } from "./declare.ts";

/** A telephone number in any international spelling. */
const spelledNumber = () => z.string().min(1).max(64);
/** Who texts: a number in any spelling, a short code or an Apple ID. */
const sender = () => z.string().min(1).max(254);
const parties = () => ({ from: spelledNumber(), to: spelledNumber() });
const body = () => z.string().max(16_000);
const peopleErrors = ["not_found", "number_protected", "unsupported_configuration", "not_emulated"] as const;

/** What somebody does when called. A list says in milliseconds how long it takes them to answer. */
const answersField = () =>
  z
    .union([
      z.enum(["never", "busy", "declines", "voicemail", "screens"]),
      z.strictObject({ after: durationField() }),
    ])
    .optional();

const imessageFields = () => ({
  imessage: z.boolean().optional(),
  appleId: z.email().max(254).optional(),
});

const person = () =>
  z.strictObject({ name: z.string(), number: z.string(), answers: answersField(), ...imessageFields() });

export const peopleOperations = {
  "control.people.add": control({
    name: "control.people.add",
    summary:
      "Gives somebody a telephone number, which no line will then be given. `answers` says what they do when called: `{after}`, `never`, `busy`, `declines`, `voicemail` or `screens`. With `imessage` they have that, and their texts may come from `appleId`.",
    effect: "write",
    input: () =>
      z.object({
        name: z.string().min(1).max(64),
        number: spelledNumber(),
        answers: answersField(),
        ...imessageFields(),
      }),
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
  "control.people.instruct": control({
    name: "control.people.instruct",
    summary:
      "Tells somebody what to do when a line calls them, from now on: `answers` as for `control.people.add`, `says` turn by turn before they hang up. `played`, they do only what the controls of calls tell them, and with `agentPlayed` a hosted agent does too. What is left out stays as it was.",
    effect: "write",
    input: () =>
      z.object({
        number: spelledNumber(),
        answers: answersField(),
        says: z.array(body()).max(100).optional(),
        played: z.boolean().optional(),
        agentPlayed: z.boolean().optional(),
      }),
    output: () =>
      z.strictObject({
        number: z.string(),
        answers: answersField(),
        says: z.array(z.string()).optional(),
        played: z.boolean(),
        agentPlayed: z.boolean(),
      }),
    rest: { method: "POST", path: "/_ringback/people/instruct", success: 200 },
    tool: "person_instruct",
    errors: ["number_protected"],
  }),
  "control.people.text": control({
    name: "control.people.text",
    summary:
      "Texts a line, as the person with some number. A line of AgentPhone's also takes media, iMessages, texts in a group it is in (`grp_…`), and texts from short codes and Apple IDs.",
    effect: "write",
    input: () =>
      z.object({
        from: sender(),
        to: spelledNumber(),
        body: body(),
        mediaUrls: z.array(z.string().min(1).max(2048)).max(20).optional(),
        channel: z.enum(["sms", "mms", "imessage"]).optional(),
        group: idField().optional(),
      }),
    output: () => z.strictObject({ messageId: z.string() }),
    rest: commandFaces["control.people.text"],
    tool: "person_text",
    errors: peopleErrors,
  }),
  "control.people.react": control({
    name: "control.people.react",
    summary:
      "Puts a tapback on an iMessage of a line, as somebody: on the message `messageId`, or with `last` on the one that the line `to` sent them last.",
    effect: "write",
    input: () =>
      z.object({
        from: sender(),
        reaction: z.string().min(1).max(64),
        messageId: idField().optional(),
        to: spelledNumber().optional(),
        last: z.literal(true).optional(),
      }),
    output: () => z.strictObject({ messageId: z.string() }),
    rest: { method: "POST", path: "/_ringback/people/react", success: 201 },
    tool: "person_react",
    errors: [...peopleErrors, "not_possible"],
  }),
  "control.people.receipt": control({
    name: "control.people.receipt",
    summary:
      "Reports what became of a text that a line of AgentPhone's sent, as the network would: of the text `messageId`, or of the last one that the line `from` sent to somebody. `counted` is false where the text was reported on before: the first report counts.",
    effect: "write",
    input: () =>
      z.object({
        messageId: idField().optional(),
        from: spelledNumber().optional(),
        to: sender().optional(),
        status: z.enum(["delivered", "undelivered", "failed"]),
        errorCode: z.string().min(1).max(16).optional(),
        why: z.string().min(1).max(1000).optional(),
      }),
    output: () => z.strictObject({ messageId: z.string(), status: z.string(), counted: z.boolean() }),
    rest: { method: "POST", path: "/_ringback/people/receipt", success: 201 },
    tool: "person_receipt",
    errors: [...peopleErrors, "validation_error"],
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
    rest: commandFaces["control.people.otp"],
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
    summary:
      "Calls a line, as the person with some number, and gives up after `ringFor`; with 0 at once, which makes a missed call. Default: a minute. Once answered they talk for a few turns, say what `says` gives them, or, `played`, do only what the controls of calls tell them. With `agentPlayed` a hosted agent, too, says only what they tell it. With `answered` somebody takes the call at a line of the store's, where nobody does otherwise.",
    effect: "write",
    input: () =>
      z.object({
        ...parties(),
        ringFor: durationField().optional(),
        says: z.array(body()).min(1).max(100).optional(),
        played: z.boolean().optional(),
        agentPlayed: z.boolean().optional(),
        answered: z.boolean().optional(),
      }),
    output: () => z.strictObject({ callId: z.string(), status: z.string() }),
    rest: commandFaces["control.people.call"],
    tool: "person_call",
    errors: peopleErrors,
  }),
  "control.lines.create": control({
    name: "control.lines.create",
    summary:
      "Puts a number on the network without a purchase. It belongs to the default account unless told otherwise. Of `store` it has a `type` of the country and `balanceMinor`; of `agentphone` it is `sms` or `imessage`, in `US` or `CA`, and `agentId` says whose.",
    effect: "write",
    input: () =>
      z.object({
        provider: z.enum(["store", "agentphone"]),
        country: z.string().max(8),
        type: z.string().max(16).optional(),
        number: spelledNumber().optional(),
        locality: z.string().max(64).optional(),
        balanceMinor: z.int().min(0).max(100_000_000).optional(),
        accountId: idField().optional(),
        agentId: idField().optional(),
      }),
    output: () =>
      z.strictObject({
        number: z.string(),
        provider: z.string(),
        serviceId: z.string().optional(),
        numberId: z.string().optional(),
      }),
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
