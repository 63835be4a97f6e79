import type { Operation } from "../../contract/operation.ts";
import { operations } from "../../contract/operations.ts";

/** The page at `/_ringback/skill.md`: what a language model has to know to use the phone services at this address. */
export const writeSkillPage = (version: string, base: string): string => `---
name: phone-numbers
description: Get a telephone number, text and call people with it, read the texts that reach it, one-time codes above all, and see who called. Use it whenever something has to be sent to, or read from, a phone number.
---

# A phone number of your own

Everything below is served at \`${base}\` (ringback ${version}). Use this address and no other. There are two services: the store rents out numbers that
receive; AgentPhone gives you numbers that text and call as well.

## Before you start

- The keys are in the environment: \`AGENT_STORE_AGENT_API_KEY\` for the store (paths under /v1/agent/), \`AGENTPHONE_API_KEY\` for AgentPhone (all others). Send the right one with each request: \`Authorization: Bearer <key>\`.
- Bodies are JSON: \`content-type: application/json\`. Money is US dollars, numbers are in E.164 form: \`+12125550186\`.
- With MCP there are tools for the store at \`${base}/mcp/store\`, for AgentPhone at \`${base}/mcp/agentphone\`, for both at \`${base}/mcp\`, with either key.

## Rent a number at the store

1. \`GET ${base}/v1/agent/catalog/items?q=phone%20number\`: find the item that rents out phone numbers.
2. \`POST ${base}/v1/agent/quotes\` with its id as \`catalogItemId\` and a \`configuration\` such as \`{"countryCode": "US", "numberType": "local", "capabilities": ["sms", "voice"], "initialBalanceUsd": 10}\`. The answer says what it costs.
3. \`POST ${base}/v1/agent/purchases\` with the quote's id and an \`idempotencyKey\` of your own. Send the same key again if you are unsure whether it worked: nothing is bought twice.
4. \`GET ${base}/v1/agent/services/<service id>\`: \`phone.e164\` is your number.

## Wait for a text at the store

Read \`GET ${base}/v1/agent/services/<service id>/phone/messages?unreadOnly=true\` until the text is there, then read it whole by its id. There is no need to pause between reads. A code is good once, and often for a few minutes only.

## Text with AgentPhone

1. \`GET ${base}/v1/agents\` and \`GET ${base}/v1/numbers\` say what you have. Without an agent, \`POST ${base}/v1/agents\` with a \`name\`; without a number, \`POST ${base}/v1/numbers\` with \`{"country": "US", "agentId": "<agent id>"}\`.
2. \`POST ${base}/v1/messages\` with \`{"agent_id": "<agent id>", "to_number": "+14155550123", "body": "Hello."}\`. Names are in snake_case here, in camelCase elsewhere.
3. Read what comes back: \`GET ${base}/v1/numbers/<number id>/messages\` (the sender is \`from_\`), or whole threads: \`GET ${base}/v1/conversations\`. There is no need to pause between reads.
4. To be told instead of asking, \`POST ${base}/v1/webhooks\` with your \`url\`, and check the signature of what comes with the \`secret\` of the answer.

## Call with AgentPhone

1. An agent speaks for you. \`POST ${base}/v1/agents\` with \`"voiceMode": "hosted"\` and a \`systemPrompt\`, and AgentPhone speaks; with \`"webhook"\` each turn is told to your webhook (\`agent.message\` with the channel \`voice\`), and your answer \`{"text": "Hello."}\` is what is said. \`"hangup": true\`, \`"action": "transfer"\` and \`"digits": "1"\` may stand beside it.
2. \`POST ${base}/v1/calls\` with \`{"agentId": "<agent id>", "toNumber": "+14155550123"}\`, and \`"waitForCompletion": true\` to be answered when the call is over. Calls to your number are answered by the agent that has it.
3. What is said: \`GET ${base}/v1/calls/<call id>/transcript\`, while it is said \`GET ${base}/v1/calls/<call id>/transcript/stream\`. Hang up with \`POST ${base}/v1/calls/<call id>/end\`.

## When something is refused

The body says why: \`error.code\` and \`error.message\`, or \`detail\`. Do not repeat a request that was refused for what it says (4xx); wait and repeat one that failed (429, 5xx).

## All operations

${Object.values(operations).flatMap(describeOperation).join("\n")}

Their inputs and answers in full: ${base}/_ringback/openapi/store.json and ${base}/_ringback/openapi/agentphone.json
`;

const describeOperation = ({ api, rest, tool, summary }: Operation): string[] => {
  if (api === "control" || rest === undefined) return [];
  const asTool = tool === undefined ? "" : ` Tool: \`${tool.name}\`.`;
  return [`- \`${rest.method} ${rest.path.replaceAll(/:(\w+)/g, "{$1}")}\`: ${summary}${asTool}`];
};
