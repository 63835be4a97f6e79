import { type Behaviour, inferred, seen } from "../support/behaviour.ts";

const skill = "https://github.com/AgentPhone-AI/agentphone-claude/blob/main/references/rest-api.md";
const sdk = "https://www.npmjs.com/package/agentphone";

const area = "AgentPhone: custom tools";

/** What ringback plays of AgentPhone: the tools that hosted agents call during calls. */
export const phoneCallTools = {
  ...seen(area, skill, {
    "phone.customTools.called":
      "A custom tool is called by GET or POST at its URL with its own headers, and what it answers goes back to whoever speaks for the agent.",
    "phone.customTools.hosted": "Only hosted agents have their tools called.",
  }),
  ...seen(area, sdk, {
    "phone.customTools.timeout": "A tool has its `timeoutMs` to answer, then it is given up.",
    "phone.customTools.speaks":
      "With `speakDuringExecution` the agent says its `executionMessage` while the tool is at work.",
  }),
  ...inferred(area, {
    "phone.customTools.scripted": [
      "A tool is called when a scenario's `agent` step or the control `control.calls.runTool` says so; the event `tool.called` and the call's `tools` hold what came of it.",
      "There is no model here that could decide to call one.",
    ],
    "phone.customTools.post": [
      "POST brings `name`, `args` and `call` with call_id, agent_id, from_number, to_number and direction; a browser's call has no numbers.",
      "The form is unpublished; the voice providers behind such platforms send one like it.",
    ],
    "phone.customTools.get": [
      "GET brings what it is called with in the query, after what the URL has there; lists and objects as JSON.",
      "The form is unpublished; a query is the only place that GET has.",
    ],
    "phone.customTools.arguments": [
      "What a tool is called with must have every name that its `parameters` require, and only names that they know unless `additionalProperties` lets more through; values are not checked.",
      "A model is held to the schema, and a slip in a scenario should show before the tool is asked.",
    ],
    "phone.customTools.defaults": [
      "A tool that says nothing has 30 seconds, and the agent says “One moment, please.”",
      "The defaults are unpublished; 30 seconds is a webhook's.",
    ],
    "phone.customTools.speaksOnce": [
      "The message is said only where the agent has the turn or can take it, and nothing is said over somebody else.",
      "A real agent calls tools in its own turns.",
    ],
    "phone.customTools.refused": [
      "A status other than 2xx, a redirect too, is no result, nor is an answer of more than 64 KB, a connection that fails or a time-out: the event says why. Nothing is tried again.",
      "What the real service makes of a failed tool is unpublished; whoever writes the agent's lines wants to know.",
    ],
    "phone.customTools.text": [
      "An answer that is no JSON is a result as well, as text.",
      "A model reads either.",
    ],
    "phone.customTools.reach": [
      "Tools are called on this machine, and on hosts that `--allow-webhook` names.",
      "A test must not reach a service that it did not mean to.",
    ],
    "phone.customTools.connection": [
      "Headers that belong to the connection, such as Content-Length, are not taken from the tool.",
      "They would break the request.",
    ],
    "phone.customTools.time": [
      "Time holds while a tool is at work, and a time-out takes as long as it lasts.",
      "The same as with webhooks: an answer of the agent's side takes no time.",
    ],
    "phone.customTools.journal": [
      "What a tool answers is an input of the run.",
      "The same answers are to give the same bytes.",
    ],
    "phone.customTools.restored": [
      "A tool that was at work when a snapshot was taken is called again after restoring it. A fork keeps what its tools are called with until `deliver`.",
      "The same as with webhooks: half an answer is none, and the original has asked already.",
    ],
  }),
} satisfies Readonly<Record<string, Behaviour>>;
