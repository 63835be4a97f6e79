import type { accountTools } from "../../contract/agentphone-tools/account.ts";
import type { AgentAnswer, List, NumberAnswer, PeriodAnswer, UsageAnswer, WebhookAnswer } from "./answers.ts";
import type { Ask, ToolHandlersOf } from "./phone-tool-handler.ts";

/** What the tools for the account as a whole do. */
export const accountToolHandlers: ToolHandlersOf<typeof accountTools> = {
  account_overview: async (_input, ask) => {
    const [agents, numbers, webhook, usage] = await Promise.allSettled([
      ask<List<AgentAnswer>>("agentphone.agents.list", { limit: 100, offset: 0 }),
      ask<List<NumberAnswer>>("agentphone.numbers.list", { limit: 100, offset: 0 }),
      ask<WebhookAnswer | null>("agentphone.webhooks.get"),
      ask<UsageAnswer>("agentphone.usage.get"),
    ]);
    return [
      "=== Account Overview ===",
      ...(usage.status === "fulfilled" ? planLines(usage.value) : []),
      "",
      ...agentLines(agents),
      "",
      ...numberLines(numbers),
      "",
      "--- Webhook ---",
      ...webhookLines(webhook),
      "",
      ...(usage.status === "fulfilled" ? activityLines(usage.value) : []),
    ].join("\n");
  },
  get_usage: async ({ breakdown, days, months }, ask) => {
    if (breakdown === "summary") return sayUsage(await ask<UsageAnswer>("agentphone.usage.get"));
    const isDaily = breakdown === "daily";
    const { data } = isDaily ? await daysOf(ask, days) : await monthsOf(ask, months);
    if (data.length === 0) return "No usage data for this period.";
    const head = isDaily ? `Daily usage (last ${days} days):` : `Monthly usage (last ${months} months):`;
    const lines = data.map(
      ({ date, month, messages, calls, voiceMinutes }) =>
        `${isDaily ? date : month}: ${messages} msgs, ${calls} calls, ${voiceMinutes} voice min`,
    );
    return `${head}\n\n${lines.join("\n")}`;
  },
};

type Settled<Answer> = PromiseSettledResult<Answer>;
type Periods = Pick<List<PeriodAnswer>, "data">;

const daysOf = (ask: Ask, days: number) => ask<Periods>("agentphone.usage.daily", { days });
const monthsOf = (ask: Ask, months: number) => ask<Periods>("agentphone.usage.monthly", { months });

const planLines = ({ plan, numbers: { used, limit, remaining } }: UsageAnswer): string[] => [
  `Plan: ${plan.name}`,
  `Phone Numbers: ${used}/${limit} used (${remaining} remaining)`,
];

const agentLines = (agents: Settled<List<AgentAnswer>>): string[] => {
  if (agents.status === "rejected") return ["--- Agents ---", `  Failed to load. ${String(agents.reason)}`];
  const { data } = agents.value;
  if (data.length === 0) return ["--- Agents ---", "  None yet. Use create_agent to get started."];
  return [
    `--- Agents (${data.length}) ---`,
    ...data.map(({ name, id, voiceMode, numbers = [] }) => {
      const reached = numbers.map(({ phoneNumber }) => phoneNumber).join(", ") || "no numbers";
      return `  ${name} (id=${id}, voiceMode=${voiceMode}, ${reached})`;
    }),
  ];
};

const numberLines = (numbers: Settled<List<NumberAnswer>>): string[] => {
  if (numbers.status === "rejected") return ["--- Phone Numbers ---", "  Failed to load."];
  const { data } = numbers.value;
  if (data.length === 0) return ["--- Phone Numbers ---", "  None yet. Use buy_number to provision one."];
  return [
    `--- Phone Numbers (${data.length}) ---`,
    ...data.map(({ phoneNumber, id, country, status, agentId }) => {
      const holder = agentId ? `agent=${agentId}` : "unassigned";
      return `  ${phoneNumber} (id=${id}, ${country}, ${status}, ${holder})`;
    }),
  ];
};

const webhookLines = (webhook: Settled<WebhookAnswer | null>): string[] => {
  if (webhook.status === "rejected") return ["  Failed to load."];
  if (webhook.value === null)
    return ["  Not configured. Use set_webhook to receive inbound messages and call events."];
  return [`  URL: ${webhook.value.url}`, `  Status: ${webhook.value.status}`];
};

const activityLines = ({ stats }: UsageAnswer): string[] => [
  "--- Recent Activity ---",
  `  Messages (30d): ${stats["messagesLast30d"]}  Calls (30d): ${stats["callsLast30d"]}`,
];

const sayUsage = ({ plan, numbers, stats }: UsageAnswer): string => {
  const volume = (head: string, kind: string): string[] => [
    `${head}:`,
    `  Total: ${stats[`total${head}`]}`,
    `  Last 24h: ${stats[`${kind}Last24h`]}`,
    `  Last 7d: ${stats[`${kind}Last7d`]}`,
    `  Last 30d: ${stats[`${kind}Last30d`]}`,
    "",
  ];
  const { totalWebhookDeliveries, successfulWebhookDeliveries, failedWebhookDeliveries } = stats;
  return [
    `Plan: ${plan.name}`,
    "",
    `Phone Numbers: ${numbers.used}/${numbers.limit} (${numbers.remaining} remaining)`,
    "",
    ...volume("Messages", "messages"),
    ...volume("Calls", "calls"),
    "Webhooks:",
    `  Delivered: ${totalWebhookDeliveries} (${successfulWebhookDeliveries} ok, ${failedWebhookDeliveries} failed)`,
    "",
    "Plan Limits:",
    `  Max numbers: ${plan.limits["numbers"]}`,
    `  Messages/month: ${plan.limits["messagesPerMonth"]}`,
    `  Voice minutes/month: ${plan.limits["voiceMinutesPerMonth"]}`,
    `  Max call duration: ${plan.limits["maxCallDurationMinutes"]} min`,
    `  Concurrent calls: ${plan.limits["concurrentCalls"]}`,
  ].join("\n");
};
