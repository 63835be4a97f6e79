// What the acts of a soak stand on: the world main with a number of each vendor, and an agent behind a webhook.
import { createAsk } from "./ask.js";

/** Furnishes a world that has nothing in it. `sink` is where its agent's webhook listens. */
export const furnish = async ({ baseUrl, env }, sink) => {
  const ask = createAsk(baseUrl);
  const { agentId } = await ask("POST", "/_ringback/phone-agents", {
    body: { name: "Soak", webhookUrl: `${sink}/webhook` },
  });
  const hosted = await ask("POST", "/_ringback/phone-agents", {
    body: { name: "Hosted", voiceMode: "hosted", systemPrompt: "I answer whatever I am asked." },
  });
  const lineOf = (more) => ask("POST", "/_ringback/lines", { body: { country: "US", ...more } });
  const phone = await lineOf({ provider: "agentphone", agentId });
  const spoken = await lineOf({ provider: "agentphone", agentId: hosted.agentId });
  const store = await lineOf({ provider: "store", locality: "new-york", balanceMinor: 100_000 });
  return {
    ask,
    agentId,
    hostedId: hosted.agentId,
    phone,
    spoken,
    store,
    baseUrl,
    phoneKey: env.AGENTPHONE_API_KEY,
    storeKey: env.AGENT_STORE_AGENT_API_KEY,
    storeMcp: env.AGENT_STORE_MCP_URL,
    phoneMcp: env.AGENTPHONE_MCP_URL,
  };
};
