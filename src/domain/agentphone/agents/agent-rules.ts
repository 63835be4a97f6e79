import { RingbackError } from "../../../kernel/errors.ts";
import type { PhoneAgent } from "../../../world/agentphone-entities.ts";
import { isUnitedStatesOrCanada } from "../../numbers/north-america.ts";
import { protectedNumberReason } from "../../../kernel/numbers/protected-numbers.ts";

type AgentFields = Omit<PhoneAgent, "id" | "accountId" | "createdAt">;

/** What an agent is where nothing is said about it. */
export const usualAgent: Omit<AgentFields, "name"> = {
  description: null,
  voiceMode: "webhook",
  enableMessaging: true,
  modelTier: "balanced",
  systemPrompt: null,
  beginMessage: null,
  voice: "custom_voice_ea22ba5fdfaa18f39c274851c1",
  transferNumber: null,
  customTools: [],
  voicemailMessage: null,
  callScreeningIdentity: null,
  callScreeningPurpose: null,
  sttMode: "fast",
  ambientSound: "none",
  denoisingMode: "noise-cancellation",
  maxSilenceMs: 600_000,
  voiceSpeed: 1,
  interruptionSensitivity: 0.8,
  enableBackchannel: true,
  language: "en-US",
};

// The vendor does not publish which names it keeps for itself: these are what its hosted agents are known to do.
const reservedTools = new Set(["end_call", "transfer_call", "press_digit", "send_message", "read_messages"]);

/** Checks what no single field can say about an agent. Throws `validation_error`. */
export const requireSoundAgent = ({
  voiceMode,
  systemPrompt,
  transferNumber,
  customTools,
}: AgentFields): void => {
  if (voiceMode === "hosted" && (systemPrompt ?? "").trim() === "") {
    throw refuse("systemPrompt", "Value error, systemPrompt is required when voiceMode is 'hosted'.");
  }
  if (transferNumber !== null) requireTransferTarget(transferNumber);
  const names = customTools.map(({ name }) => (typeof name === "string" ? name : ""));
  names.forEach((name, place) => {
    if (reservedTools.has(name))
      throw refuse(`customTools[${place}].name`, `Value error, '${name}' is a reserved tool name.`);
    if (names.indexOf(name) < place)
      throw refuse(`customTools[${place}].name`, `Value error, two tools are named '${name}'.`);
  });
};

const requireTransferTarget = (number: string): void => {
  const reason = protectedNumberReason(number);
  if (reason !== undefined) throw refuse("transferNumber", reason);
  if (isUnitedStatesOrCanada(number)) return;
  throw refuse(
    "transferNumber",
    "Value error, transferNumber must be a US or Canadian number in E.164 form, such as +14155550123.",
  );
};

const refuse = (path: string, message: string): RingbackError =>
  new RingbackError("validation_error", message, { issues: [{ path, message }] });
