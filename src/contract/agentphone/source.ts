/** Where AgentPhone documents its API. */
export const agentphoneDocs = "https://docs.agentphone.to";
