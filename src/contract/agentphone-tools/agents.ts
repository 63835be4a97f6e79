import * as z from "zod";
import { looking, phoneTool } from "./declare.ts";
import { limit, someText, text } from "./fields.ts";

const settings = () => ({
  description: someText("What the agent is for"),
  voice_mode: z
    .enum(["webhook", "hosted"])
    .optional()
    .describe("Who answers on the phone: your webhook, or the built-in model"),
  system_prompt: someText("How the built-in model is to behave; hosted needs it"),
  begin_message: someText("What the built-in model says first"),
  voice: someText("A voice of list_voices"),
  model_tier: z.enum(["turbo", "balanced", "max"]).optional().describe("Quick, usual or thorough"),
  transfer_number: someText("Where calls may be passed on to, in E.164 form"),
  voicemail_message: someText("What a voicemail hears"),
  voice_speed: z.number().min(0.5).max(2).optional().describe("1 is the usual speed"),
  interruption_sensitivity: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe("How easily the agent is interrupted"),
  enable_backchannel: z.boolean().optional().describe("Whether the agent hums while it listens"),
  enable_messaging: z.boolean().optional().describe("Whether the agent may text during a call"),
  stt_mode: z.enum(["fast", "accurate"]).optional().describe("How speech is recognised"),
  ambient_sound: z
    .enum(["none", "office", "coffee-shop", "outdoor"])
    .optional()
    .describe("What is heard behind the agent"),
  denoising_mode: z
    .enum(["noise-cancellation", "noise-and-background-speech-cancellation"])
    .optional()
    .describe("What is filtered out of the caller's side"),
  max_silence_ms: z
    .number()
    .min(10_000)
    .max(3_600_000)
    .optional()
    .describe("How long a caller may be silent"),
  language: someText("A locale such as en-US"),
});

const oneAgent = () => z.object({ agent_id: text("The agent's id") });

/** AgentPhone's tools for agents and voices. */
export const agentTools = {
  list_agents: phoneTool({
    name: "list_agents",
    description: "List the agents with their phone numbers and how they speak.",
    annotations: looking,
    input: () => z.object({ limit: limit(20) }),
  }),
  // The vendor's says nothing of itself either.
  create_agent: phoneTool({
    name: "create_agent",
    description:
      "Create an agent, which has phone numbers and deals with their texts and calls. In the voice mode hosted it needs a system_prompt.",
    input: () => z.object({ name: text("The agent's name"), ...settings() }),
  }),
  update_agent: phoneTool({
    name: "update_agent",
    description: "Change an agent. What is not given stays as it is.",
    annotations: { idempotentHint: true },
    input: () => z.object({ agent_id: text("The agent's id"), name: someText("A new name"), ...settings() }),
  }),
  delete_agent: phoneTool({
    name: "delete_agent",
    description: "Delete an agent for good; ask the user first. Its numbers stay in the account.",
    annotations: { destructiveHint: true },
    input: oneAgent,
  }),
  get_agent: phoneTool({
    name: "get_agent",
    description: "Read one agent with its numbers and settings.",
    annotations: looking,
    input: oneAgent,
  }),
  list_voices: phoneTool({
    name: "list_voices",
    description: "List the voices that an agent can have.",
    annotations: looking,
    input: () => z.object({}),
  }),
};
