import type { ApiName } from "../../contract/operation.ts";

/** What each API is called. */
export const apiTitles: Readonly<Record<ApiName, string>> = {
  store: "AG3N7 store",
  agentphone: "AgentPhone API",
  control: "controls of ringback",
};
