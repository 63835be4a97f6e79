import * as z from "zod";
import { dollarsField, idField, instantField } from "../fields.ts";
import { commandFaces } from "./command-faces.ts";
import { control } from "./declare.ts";
import { voiceOddities } from "./voice-oddities.ts";

const ofAccount = () => z.object({ accountId: idField() });
const registrationStatus = () => z.enum(["none", "pending", "approved", "rejected"]);

/** What an account may spend at AgentPhone, in dollars; null is without end. */
const credit = () => z.strictObject({ account: z.string(), creditUsd: z.string().nullable() });

const profileFields = () => ({
  idStyle: z.enum(["prefixed", "cuid"]),
  errorShape: z.enum(["detail", "envelope"]),
  validationShape: z.enum(["list", "envelope", "detail"]),
  requireRegistration: z.boolean(),
  requirePaymentMethod: z.boolean(),
  hasPaymentMethod: z.boolean(),
  scarceAreaCode: z.enum(["conflict", "any"]),
  emptyAreaCodes: z
    .array(
      z
        .string()
        .max(3)
        .regex(/^(?:\d{3}|\*)$/, "must be three digits, or *"),
    )
    .max(100),
  usagePlan: z.enum(["limits", "name", "none"]),
  planName: z.string().min(1).max(64),
  rateLimits: z.boolean(),
  enforceBalance: z.boolean(),
  numberLimit: z.int().min(0).max(1_000_000),
  enforceNumberLimit: z.boolean(),
  numberType: z.enum(["sms", "imessage"]),
  sendingLimits: z.boolean(),
  signatureClock: z.enum(["real", "virtual"]),
  stopReachesWebhook: z.boolean(),
  missingContactCard: z.enum(["not_found", "empty"]),
  emojiReactions: z.boolean(),
  maskNumbers: z.boolean(),
  successRateScale: z.union([z.literal(1), z.literal(100)]),
  wordMs: z.int().min(1).max(10_000),
  maxCallMinutes: z.int().min(1).max(1440),
  callLimit: z.int().min(0).max(1_000_000),
  enforceCallLimit: z.boolean(),
  callLimitStatus: z.union([z.literal(429), z.literal(409)]),
  transcriptShape: z.enum(["turns", "data"]),
  hostedVoice: z
    .string()
    .max(2048)
    .regex(/^https?:\/\/[^\s/]+/, "must be a web address such as http://localhost:8080/voice")
    .nullable(),
  voiceOddities: z.array(z.enum(voiceOddities)).max(voiceOddities.length),
  recording: z.boolean(),
});

const profile = () =>
  z.strictObject({
    account: z.string(),
    ...profileFields(),
    /** What is sent to `hostedVoice` is signed with it. */
    hostedVoiceSecret: z.string().nullable(),
  });

const ledgerEntry = () =>
  z.strictObject({
    id: z.string(),
    kind: z.string(),
    amountUsd: z.string(),
    reference: z.string(),
    account: z.string(),
    at: instantField(),
  });

export const phoneAccountOperations = {
  "control.mailbox.list": control({
    name: "control.mailbox.list",
    summary: "Lists what was emailed, the newest first: to everybody, or to one address.",
    effect: "read",
    input: () =>
      z.object({ to: z.string().min(1).max(200).optional(), limit: z.int().min(1).max(1000).optional() }),
    output: () =>
      z.strictObject({
        emails: z.array(
          z.strictObject({
            id: z.string(),
            to: z.string(),
            subject: z.string(),
            body: z.string(),
            code: z.string().optional(),
            at: instantField(),
          }),
        ),
      }),
    rest: commandFaces["control.mailbox.list"],
    tool: "mailbox_list",
  }),
  "control.profiles.get": control({
    name: "control.profiles.get",
    summary: "Reads how AgentPhone treats an account where public sources leave a choice.",
    effect: "read",
    input: ofAccount,
    output: profile,
    rest: { method: "GET", path: "/_ringback/accounts/:accountId/profile", success: 200 },
    tool: "profile_get",
    errors: ["not_found"],
  }),
  "control.profiles.change": control({
    name: "control.profiles.change",
    summary:
      "Changes some of these settings; the others stay. A sub-account has those of the account that made it, and a new account by sign-up takes those of the default account.",
    effect: "write",
    input: () => z.object({ accountId: idField(), ...z.object(profileFields()).partial().shape }),
    output: profile,
    rest: { method: "PATCH", path: "/_ringback/accounts/:accountId/profile", success: 200 },
    tool: "profile_change",
    errors: ["not_found"],
  }),
  "control.credit.get": control({
    name: "control.credit.get",
    summary: "Reads what an account may still spend at AgentPhone, in dollars; null is without end.",
    effect: "read",
    input: ofAccount,
    output: credit,
    rest: { method: "GET", path: "/_ringback/accounts/:accountId/credit", success: 200 },
    tool: "credit_get",
    errors: ["not_found"],
  }),
  "control.credit.set": control({
    name: "control.credit.set",
    summary: "Sets what an account may spend at AgentPhone, in dollars; null is without end.",
    effect: "write",
    input: () => z.object({ accountId: idField(), creditUsd: dollarsField().max(1e9).nullable() }),
    output: credit,
    rest: { method: "PUT", path: "/_ringback/accounts/:accountId/credit", success: 200 },
    tool: "credit_set",
    errors: ["not_found"],
  }),
  "control.ledger.list": control({
    name: "control.ledger.list",
    summary:
      "Lists what an account was charged for at AgentPhone, the newest first, with what it came to: whole, and by kind.",
    effect: "read",
    input: () => z.object({ accountId: idField(), limit: z.int().min(1).max(1000).optional() }),
    output: () =>
      z.strictObject({
        account: z.string(),
        costUsd: z.string(),
        creditUsd: z.string().nullable(),
        totals: z.array(z.strictObject({ kind: z.string(), count: z.int(), costUsd: z.string() })),
        entries: z.array(ledgerEntry()),
      }),
    rest: {
      method: "GET",
      path: "/_ringback/accounts/:accountId/ledger",
      success: 200,
      query: { limit: "integer" },
    },
    tool: "ledger_list",
    errors: ["not_found"],
  }),
  "control.registrations.decide": control({
    name: "control.registrations.decide",
    summary: "Decides an account's 10DLC registration now, even one that was never handed in.",
    effect: "write",
    input: () => z.object({ accountId: idField(), status: z.enum(["approved", "rejected"]) }),
    output: () => z.strictObject({ account: z.string(), status: registrationStatus() }),
    rest: { method: "PUT", path: "/_ringback/accounts/:accountId/registration", success: 200 },
    tool: "registration_decide",
    errors: ["not_found"],
  }),
};
