import { inferred, seen } from "../support/behaviour.ts";

const server = "https://github.com/AgentPhone-AI/agentphone-mcp";

/** What ringback plays of AgentPhone: tools. */
export const phoneTools = {
  ...seen("AgentPhone: MCP tools", server, {
    "phone.tools.list":
      "The 28 tools have their documented names, annotations and input schemas; none has a title or an output schema.",
    "phone.tools.server":
      "/mcp/agentphone introduces itself as the vendor's server, agentphone 0.7.0, whose list of tools may change.",
    "phone.tools.texts": "Every result is one text, worded as the vendor's, and no structured content.",
    "phone.tools.unknown":
      "A tool that does not exist is an isError text at /mcp/agentphone: MCP error -32602: Tool X not found.",
    "phone.tools.input":
      "Wrong arguments are an isError text that names each of them; unknown ones are ignored.",
    "phone.tools.refused":
      "A refusal by the API is its detail, its message or its whole body, with a hint by status and path.",
    "phone.tools.localChecks":
      "Numbers, country and area code, senders and what a contact needs are checked before anything is asked of the API.",
    "phone.tools.confirm": "buy_number only says what it would buy until it is told confirm=true.",
    "phone.tools.notice": "Both call tools begin every call with the notice that an AI is calling.",
    "phone.tools.oddities":
      "get_messages prints senders as undefined and usage by day prints voice minutes so; list_webhook_deliveries always fails.",
    "phone.tools.stdio":
      "The tools are served over stdio by a process whose environment names AgentPhone's address and a key.",
  }),
  ...inferred("AgentPhone: MCP tools", {
    "phone.tools.together": [
      "/mcp serves AgentPhone's tools after the store's, and either key form opens it.",
      "An account has both faces, and no two of the tools share a name.",
    ],
    "phone.tools.mistakes": [
      "What the API says of several wrong fields reads as a sentence, where the vendor's tools print [object Object].",
      "A model can act on the sentence and on nothing else; no agent can depend on the other text.",
    ],
    "phone.tools.faults": [
      "A fault strikes between a tool and the API: a reset is the text fetch failed, a cut body a complaint about JSON, a long delay a time-out.",
      "The vendor's server is a client of the API, and its connection to the model is another one.",
    ],
    "phone.tools.recorded": [
      "What a tool asks for is recorded, limited and answered like the same REST requests by the same key.",
      "The vendor's tools send those very requests.",
    ],
  }),
};
