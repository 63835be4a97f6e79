import type { JsonObject } from "../../kernel/json.ts";
import { toTyped } from "../request/to-typed.ts";
import type { ScenarioAgentPhoneAgent, ScenarioTool } from "../scenario.ts";

/** What a file says of an agent of AgentPhone's, in the words of the operation that makes one. */
export const agentWish = ({
  voiceMode,
  prompt,
  greeting,
  webhook,
  voicemail,
  transfer,
  screening,
  silence,
  tools,
}: ScenarioAgentPhoneAgent): JsonObject => ({
  ...given("voiceMode", voiceMode),
  ...given("systemPrompt", prompt),
  ...given("beginMessage", greeting),
  ...given("webhookUrl", webhook),
  ...given("voicemailMessage", voicemail),
  ...given("transferNumber", transfer),
  ...given("callScreeningIdentity", screening?.identity),
  ...given("callScreeningPurpose", screening?.purpose),
  ...given("maxSilenceMs", silence),
  ...(tools !== undefined && { customTools: Object.entries(tools).map(writeTool) }),
});

const writeTool = ([name, { url, description = name, method, parameters }]: readonly [
  name: string,
  tool: ScenarioTool,
]): JsonObject => ({
  name,
  description,
  url,
  ...given("method", method),
  ...(parameters !== undefined && { parameters: toTyped(parameters, undefined) }),
});

const given = (key: string, value: string | number | undefined): JsonObject =>
  value === undefined ? {} : { [key]: value };
