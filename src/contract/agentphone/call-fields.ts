import * as z from "zod";
import { longText } from "./agent-fields.ts";
import { idText, timeText } from "./fields.ts";

const callStatus = () => z.enum(["in-progress", "completed", "failed"]);
const callDirection = () => z.enum(["inbound", "outbound", "web"]);

const callFields = () => ({
  id: z.string(),
  agentId: z.string().nullable(),
  phoneNumberId: z.string().nullable(),
  phoneNumber: z.string().nullable(),
  fromNumber: z.string(),
  toNumber: z.string(),
  direction: callDirection(),
  status: callStatus(),
  startedAt: timeText(),
  endedAt: timeText().nullable(),
  durationSeconds: z.int().nullable(),
  lastTranscriptSnippet: z.string().nullable(),
  recordingUrl: z.string().nullable(),
  recordingAvailable: z.boolean(),
});

/** What was said and answered, as a call's details tell it. */
const exchange = () =>
  z.strictObject({
    id: z.string(),
    transcript: z.string(),
    confidence: z.number().nullable(),
    response: z.string().nullable(),
    createdAt: timeText(),
  });

/** A call in a list. */
export const callSummary = () => z.strictObject(callFields());

/** One call with what was said. */
export const callDetail = () => z.strictObject({ ...callFields(), transcripts: z.array(exchange()) });

/** A call as it was placed; `endedAt` and `transcripts` once it was waited for. */
export const placedCall = () =>
  z.strictObject({
    id: z.string(),
    agentId: z.string().nullable(),
    retellCallId: z.string(),
    phoneNumberId: z.string().nullable(),
    fromNumber: z.string(),
    toNumber: z.string(),
    direction: z.literal("outbound"),
    status: callStatus(),
    startedAt: timeText(),
    endedAt: timeText().nullable().optional(),
    transcripts: z.array(exchange()).optional(),
  });

/** The whole transcript: turn by turn, or as an older reference has it. */
export const callTranscript = () => z.union([callTurns(), z.strictObject({ data: z.array(exchange()) })]);

const callTurns = () =>
  z.strictObject({
    callId: z.string(),
    status: callStatus(),
    direction: callDirection(),
    fromNumber: z.string(),
    toNumber: z.string(),
    startedAt: timeText(),
    endedAt: timeText().nullable(),
    durationSeconds: z.int().nullable(),
    transcript: z.array(
      z.strictObject({ role: z.enum(["user", "agent"]), content: z.string(), createdAt: timeText() }),
    ),
  });

/** What stands for `{{name}}` in a prompt. */
const variables = () => z.record(z.string().max(64), z.string().max(4000).nullable()).nullish();

/** What a call is asked for with. */
export const callRequest = () =>
  z
    .object({
      agentId: idText(),
      toNumber: z.string().min(1).max(64),
      fromNumberId: idText().nullish(),
      initialGreeting: longText().nullish(),
      voice: z.string().max(128).nullish(),
      systemPrompt: longText().nullish(),
      modelTier: z.enum(["turbo", "balanced", "max"]).optional(),
      variables: variables(),
      callScreeningIdentity: z.string().max(100).nullish(),
      callScreeningPurpose: z.string().max(300).nullish(),
      disableRecording: z.boolean().optional(),
      waitForCompletion: z.boolean().optional(),
      maxWaitSeconds: z.int().min(10).max(600).optional(),
    })
    .refine(({ modelTier, systemPrompt }) => modelTier === undefined || Boolean(systemPrompt), {
      path: ["modelTier"],
      message: "goes only with a systemPrompt",
    });

/** What a call of a browser is asked for with. */
export const webCallRequest = () =>
  z.object({
    agentId: idText(),
    metadata: z.record(z.string().max(128), z.json()).nullish(),
    variables: variables(),
  });
