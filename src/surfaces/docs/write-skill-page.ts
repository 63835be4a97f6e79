import type { Operation } from "../../contract/operation.ts";
import { operations } from "../../contract/operations.ts";

/** The page at `/_ringback/skill.md`: what a language model has to know to use the phone services at this address. */
export const writeSkillPage = (base: string): string => `---
name: phone-numbers
description: Rent a telephone number, read the texts that reach it, one-time codes above all, and see who called. Use it whenever something has to be sent to, or read from, a phone number.
---

# A phone number of your own

Everything below is served at \`${base}\`. Use this address and no other.

## Before you start

- The key is in the environment: \`AGENT_STORE_AGENT_API_KEY\`. Send it with each request: \`Authorization: Bearer <key>\`.
- Bodies are JSON: \`content-type: application/json\`. Money is US dollars, numbers are in E.164 form: \`+12125550186\`.
- With MCP, the same operations are tools at \`${base}/mcp/store\`, with the same key.

## Rent a number

1. \`GET ${base}/v1/agent/catalog/items?q=phone%20number\`: find the item that rents out phone numbers.
2. \`POST ${base}/v1/agent/quotes\` with its id as \`catalogItemId\` and a \`configuration\` such as \`{"countryCode": "US", "numberType": "local", "capabilities": ["sms", "voice"], "initialBalanceUsd": 10}\`. The answer says what it costs.
3. \`POST ${base}/v1/agent/purchases\` with the quote's id and an \`idempotencyKey\` of your own. Send the same key again if you are unsure whether it worked: nothing is bought twice.
4. \`GET ${base}/v1/agent/services/<service id>\`: \`phone.e164\` is your number.

## Wait for a text

Read \`GET ${base}/v1/agent/services/<service id>/phone/messages?unreadOnly=true\` until the text is there, then read it whole by its id. There is no need to pause between reads. A code is good once, and often for a few minutes only.

## When something is refused

The body says why: \`error.code\` and \`error.message\`. Do not repeat a request that was refused for what it says (4xx); wait and repeat one that failed (429, 5xx).

## All operations

${Object.values(operations).flatMap(describeOperation).join("\n")}

Their inputs and answers in full: ${base}/_ringback/openapi/store.json
`;

const describeOperation = ({ api, rest, tool, summary }: Operation): string[] => {
  if (api === "control" || rest === undefined) return [];
  const asTool = tool === undefined ? "" : ` Tool: \`${tool.name}\`.`;
  return [`- \`${rest.method} ${rest.path.replaceAll(/:(\w+)/g, "{$1}")}\`: ${summary}${asTool}`];
};
