import type { WorldEvent } from "../../../contract/events.ts";

type Unheard = Extract<WorldEvent, { type: "webhook.unheard" }>;

/** What no webhook was told, apart from texts of accounts whose agent then looked for them itself. */
export const newsUnheard = (events: readonly WorldEvent[]): readonly Unheard[] => {
  const lastLook = new Map<string, number>();
  for (const event of events) {
    if (event.type !== "request.answered" || event.by !== "agent" || event.account === undefined) continue;
    if (reads.has(event.operation) && event.outcome === "ok") lastLook.set(event.account, event.seq);
  }
  return events.filter(
    (event): event is Unheard =>
      event.type === "webhook.unheard" &&
      !(event.event === "agent.message" && (lastLook.get(event.account) ?? 0) > event.seq),
  );
};

const reads: ReadonlySet<string> = new Set([
  "agentphone.numbers.messages.list",
  "agentphone.conversations.list",
  "agentphone.agents.conversations.list",
  "agentphone.conversations.get",
  "agentphone.conversations.messages.list",
]);
