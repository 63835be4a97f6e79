import type { agentTools } from "../../contract/agentphone-tools/agents.ts";
import type { AgentAnswer, List, VoiceAnswer } from "./answers.ts";
import type { ToolHandlersOf } from "./phone-tool-handler.ts";
import { inFull, listed, requireE164 } from "./texts.ts";

/** What the tools for agents and voices do. */
export const agentToolHandlers: ToolHandlersOf<typeof agentTools> = {
  list_agents: async ({ limit }, ask) => inFull(await ask("agentphone.agents.list", { limit, offset: 0 })),
  create_agent: async (input, ask) => {
    const settings = writeSettings(input);
    return sayAgent("Agent created!", await ask("agentphone.agents.create", settings));
  },
  update_agent: async ({ agent_id, ...input }, ask) => {
    const settings = writeSettings(input);
    return sayAgent("Agent updated!", await ask("agentphone.agents.update", { agent_id, ...settings }));
  },
  delete_agent: async ({ agent_id }, ask) => {
    const { name, id } = await ask<AgentAnswer>("agentphone.agents.delete", { agent_id });
    return `Deleted agent '${name}' (${id})`;
  },
  get_agent: async ({ agent_id }, ask) => inFull(await ask("agentphone.agents.get", { agent_id })),
  list_voices: async (_input, ask) =>
    listed(await ask<List<VoiceAnswer>>("agentphone.voices.list"), {
      noun: "voice(s) available",
      none: "No voices available.",
      line: ({ voice_id, voice_name, provider, gender, accent }) =>
        `${voice_id} — ${voice_name} (${provider}, ${gender}, ${accent})`,
    }),
};

/** An agent's settings under the names that AgentPhone has for them. An empty transfer number takes it away. */
const writeSettings = (input: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const { transfer_number: transferNumber } = input;
  if (typeof transferNumber === "string" && transferNumber !== "") requireE164(transferNumber);
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [apiNames[name] ?? name, value]));
};

const apiNames: Readonly<Record<string, string>> = {
  voice_mode: "voiceMode",
  system_prompt: "systemPrompt",
  begin_message: "beginMessage",
  model_tier: "modelTier",
  transfer_number: "transferNumber",
  voicemail_message: "voicemailMessage",
  voice_speed: "voiceSpeed",
  interruption_sensitivity: "interruptionSensitivity",
  enable_backchannel: "enableBackchannel",
  enable_messaging: "enableMessaging",
  stt_mode: "sttMode",
  ambient_sound: "ambientSound",
  denoising_mode: "denoisingMode",
  max_silence_ms: "maxSilenceMs",
};

const sayAgent = (head: string, agent: AgentAnswer): string =>
  [
    head,
    `  ID: ${agent.id}`,
    `  Name: ${agent.name}`,
    `  Voice Mode: ${agent.voiceMode}`,
    `  Voice: ${agent.voice}`,
    `  Model Tier: ${agent.modelTier}`,
    "",
    inFull(agent),
  ].join("\n");
