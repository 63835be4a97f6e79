import type { callTools } from "../../contract/agentphone-tools/calls.ts";
import type { CallAnswer, List, TurnAnswer } from "./answers.ts";
import type { Ask, ToolHandlersOf } from "./phone-tool-handler.ts";
import { aiNotice, conversationPrompt } from "./conversation-prompt.ts";
import { listed, requireE164 } from "./texts.ts";

/** What the tools for calls do. */
export const callToolHandlers: ToolHandlersOf<typeof callTools> = {
  list_calls: async ({ agent_id, number_id, limit, offset, ...filters }, ask) => {
    const page = { limit, offset };
    const calls = await listCalls(ask, { agent_id, number_id }, page, filters);
    const text = listed(
      calls,
      {
        noun: "call(s)",
        none: "No calls found.",
        line: ({ startedAt, direction, fromNumber, toNumber, status, id }) =>
          `[${startedAt}] ${direction} ${fromNumber} → ${toNumber} (${status}) id=${id}`,
      },
      true,
    );
    return calls.data.length === 0 ? text : `${text}\n\nUse get_call with the id= value to fetch transcript.`;
  },
  get_call: async ({ call_id, wait, timeout }, ask) => {
    const input = { call_id, timeout, ...(wait && { wait }) };
    const call = await ask<CallAnswer>("agentphone.calls.get", input, wait ? 300_000 : undefined);
    return [
      `Call ${call.id}`,
      `Direction: ${call.direction}`,
      `From: ${call.fromNumber}`,
      `To: ${call.toNumber}`,
      `Status: ${call.status}`,
      `Started: ${call.startedAt}`,
      ...(call.endedAt ? [`Ended: ${call.endedAt}`] : []),
      `\nTranscript:\n${sayTurns(call.transcripts) || "No transcript available."}`,
    ].join("\n");
  },
  make_call: async ({ agent_id, to_number, initial_greeting, from_number_id, voice }, ask) => {
    requireE164(to_number);
    const input = {
      agentId: agent_id,
      toNumber: to_number,
      initialGreeting: aiNotice(initial_greeting),
      fromNumberId: from_number_id,
      voice,
    };
    const call = await ask<CallAnswer>("agentphone.calls.create", input);
    return ["Call initiated!", ...partyLines(call)].join("\n");
  },
  make_conversation_call: async (input, ask) => {
    requireE164(input.to_number);
    const { wait } = input;
    const call = await ask<CallAnswer>(
      "agentphone.calls.create",
      writeOrder(input),
      wait ? 600_000 : undefined,
    );
    if (wait && call.transcripts !== undefined && call.transcripts.length > 0) {
      return [
        "Call completed!",
        ...partyLines(call),
        ...(call.endedAt ? [`  Ended: ${call.endedAt}`] : []),
        "Transcript:",
        sayTurns(call.transcripts),
      ]
        .filter((line) => line !== "")
        .join("\n");
    }
    const outcome = wait
      ? "Call ended but no transcript was recorded."
      : "The AI will have an autonomous conversation about the topic you provided.\nUse get_call with the call ID to check the transcript once the call ends.";
    return ["Conversation call initiated!", ...partyLines(call), "", outcome].join("\n");
  },
};

type Page = { readonly limit: number; readonly offset: number };
type Scope = { readonly agent_id: string | undefined; readonly number_id: string | undefined };

const listCalls = (
  ask: Ask,
  { agent_id, number_id }: Scope,
  page: Page,
  { status, direction, search }: Readonly<Record<string, string | undefined>>,
): Promise<List<CallAnswer>> => {
  if (number_id) return ask("agentphone.numbers.calls.list", { number_id, ...page });
  if (agent_id) return ask("agentphone.agents.calls.list", { agent_id, ...page });
  const filters = { status: status || undefined, direction, search: search || undefined };
  return ask("agentphone.calls.list", { ...page, ...filters });
};

const partyLines = ({ fromNumber, toNumber, id, status }: CallAnswer): string[] => [
  `  From: ${fromNumber}`,
  `  To: ${toNumber}`,
  `  Call ID: ${id}`,
  `  Status: ${status}`,
];

const sayTurns = (turns: readonly TurnAnswer[] = []): string =>
  turns
    .flatMap(({ transcript, response }) => [
      ...(transcript ? [`  Human: ${transcript}`] : []),
      ...(response ? [`  Agent: ${response}`] : []),
    ])
    .join("\n");

interface Order {
  readonly agent_id: string;
  readonly to_number: string;
  readonly topic: string;
  readonly initial_greeting?: string | undefined;
  readonly wait: boolean;
  readonly max_wait_seconds: number;
  readonly from_number_id?: string | undefined;
  readonly voice?: string | undefined;
}

const writeOrder = (order: Order) => ({
  agentId: order.agent_id,
  toNumber: order.to_number,
  systemPrompt: conversationPrompt(order.topic),
  initialGreeting: aiNotice(order.initial_greeting),
  waitForCompletion: order.wait,
  maxWaitSeconds: order.max_wait_seconds,
  fromNumberId: order.from_number_id,
  voice: order.voice,
});
