import * as z from "zod";
import { timeText } from "./fields.ts";

const languages = (
  "af-ZA ar-SA az-AZ bg-BG bs-BA ca-ES cs-CZ cy-GB da-DK de-DE el-GR en-AU en-GB en-IN en-NZ en-US es-419 es-ES fa-IR " +
  "fi-FI fil-PH fr-CA fr-FR gl-ES he-IL hi-IN hr-HR hu-HU hy-AM id-ID is-IS it-IT ja-JP kk-KZ kn-IN ko-KR lt-LT lv-LV " +
  "mk-MK mr-IN ms-MY ne-NP nl-BE nl-NL no-NO pl-PL pt-BR pt-PT ro-RO ru-RU sk-SK sl-SI sr-RS sv-SE sw-KE ta-IN th-TH " +
  "tr-TR uk-UA ur-IN vi-VN yue-CN zh-CN"
).split(" ");

const voiceMode = () => z.enum(["webhook", "hosted"]);
const modelTier = () => z.enum(["turbo", "balanced", "max"]);
const sttMode = () => z.enum(["fast", "accurate"]);
const ambientSound = () => z.enum(["none", "office", "coffee-shop", "outdoor"]);
const denoisingMode = () => z.enum(["noise-cancellation", "noise-and-background-speech-cancellation"]);

/** A prompt or a greeting, as long as any that is taken: the vendor publishes no limit. */
export const longText = () => z.string().max(100_000);

const toolUrl = () =>
  z
    .string()
    .max(2048)
    .regex(
      /^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]).+/,
      "must be an https URL, or one of this machine",
    );

const customTool = () =>
  z.object({
    name: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "must be 1 to 64 letters, digits, _ or -"),
    description: z.string().max(1024),
    url: toolUrl(),
    method: z.enum(["GET", "POST"]).default("POST"),
    headers: z.record(z.string().max(256), z.string().max(4096).nullable()).nullish(),
    parameters: z.record(z.string().max(256), z.json()).nullish(),
    timeoutMs: z.int().min(1000).max(120_000).nullish(),
    speakDuringExecution: z.boolean().nullish(),
    executionMessage: z.string().max(500).nullish(),
  });

/** What can be said about an agent besides its name, when it is made or changed. */
export const agentSettings = () => ({
  description: z.string().max(2000).nullish(),
  voiceMode: voiceMode().optional(),
  enableMessaging: z.boolean().nullish(),
  modelTier: modelTier().optional(),
  systemPrompt: longText().nullish(),
  beginMessage: longText().nullish(),
  voice: z.string().min(1).max(200).nullish(),
  transferNumber: z.string().max(64).nullish(),
  customTools: z.array(customTool()).max(20).nullish(),
  voicemailMessage: z.string().max(1000).nullish(),
  callScreeningIdentity: z.string().max(100).nullish(),
  callScreeningPurpose: z.string().max(300).nullish(),
  sttMode: sttMode().optional(),
  ambientSound: ambientSound().optional(),
  denoisingMode: denoisingMode().optional(),
  maxSilenceMs: z.int().min(10_000).max(3_600_000).nullish(),
  voiceSpeed: z.number().min(0.5).max(2).nullish(),
  interruptionSensitivity: z.number().min(0).max(1).nullish(),
  enableBackchannel: z.boolean().nullish(),
  language: z.enum(languages).optional(),
});

/** The name of an agent. */
export const agentName = () => z.string().max(200);

/** A number as an agent's answer shows it. */
export const agentNumber = () =>
  z.strictObject({ id: z.string(), phoneNumber: z.string(), status: z.string(), type: z.string() });

/** An agent as it is answered. */
export const agentAnswer = () =>
  z.strictObject({
    id: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    voiceMode: voiceMode(),
    enableMessaging: z.boolean(),
    modelTier: modelTier(),
    systemPrompt: z.string().nullable(),
    beginMessage: z.string().nullable(),
    voice: z.string(),
    transferNumber: z.string().nullable(),
    customTools: z.array(z.record(z.string(), z.unknown())),
    voicemailMessage: z.string().nullable(),
    callScreeningIdentity: z.string().nullable(),
    callScreeningPurpose: z.string().nullable(),
    sttMode: sttMode(),
    ambientSound: ambientSound(),
    denoisingMode: denoisingMode(),
    maxSilenceMs: z.int(),
    voiceSpeed: z.number(),
    interruptionSensitivity: z.number(),
    enableBackchannel: z.boolean(),
    language: z.string(),
    createdAt: timeText(),
    numbers: z.array(agentNumber()),
  });
