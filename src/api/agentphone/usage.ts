import type { usageOperations } from "../../contract/agentphone/usage.ts";
import { isTimeZone } from "../../domain/agentphone/money/calendar.ts";
import { monthlyLimits } from "../../domain/agentphone/money/usage.ts";
import type { AgentUsage, Counts } from "../../domain/agentphone/money/usage-sums.ts";
import { RingbackError } from "../../kernel/errors.ts";
import { toMillisecondText } from "../../kernel/time-text.ts";
import type { Profile } from "../../world/agentphone-entities.ts";
import type { HandlersOf } from "../context.ts";

export const usageHandlers: HandlersOf<typeof usageOperations> = {
  "agentphone.usage.get": (_input, { running, caller }) => {
    const { profile, numbers, messages, calls, total, segmentsLast30Days, period } =
      running.domain.agentphone.usage.overview(caller.accountId);
    return {
      ...writePlan(profile),
      numbers: {
        used: numbers,
        limit: profile.numberLimit,
        remaining: Math.max(0, profile.numberLimit - numbers),
      },
      stats: {
        totalMessages: messages.total,
        messagesLast24h: messages.day,
        messagesLast7d: messages.week,
        messagesLast30d: messages.month,
        totalCalls: calls.total,
        callsLast24h: calls.day,
        callsLast7d: calls.week,
        callsLast30d: calls.month,
        totalWebhookDeliveries: total.deliveries,
        successfulWebhookDeliveries: total.deliveriesOk,
        failedWebhookDeliveries: total.deliveriesFailed,
        smsSegmentsLast30d: segmentsLast30Days,
      },
      periodStart: toMillisecondText(period.start),
      periodEnd: toMillisecondText(period.end),
    };
  },
  "agentphone.usage.daily": ({ days = 30 }, { running, caller }) => {
    const points = running.domain.agentphone.usage.daily(caller.accountId, days);
    const data = points.map(({ start, ...used }) => ({ date: dateOf(start, 10), ...writePoint(used) }));
    return { data, days };
  },
  "agentphone.usage.monthly": ({ months = 6 }, { running, caller }) => {
    const points = running.domain.agentphone.usage.monthly(caller.accountId, months);
    const data = points.map(({ start, ...used }) => ({ month: dateOf(start, 7), ...writePoint(used) }));
    return { data, months };
  },
  "agentphone.usage.byNumber": (_input, { running, caller }) => {
    const { phoneAgents } = running.world.tables;
    const data = running.domain.agentphone.usage.byNumber(caller.accountId);
    return {
      data: data.map(({ number: { id, phoneNumber, country, status, agentId }, messages, calls }) => ({
        numberId: id,
        phoneNumber,
        country,
        status,
        agentId,
        agentName: (agentId === null ? undefined : phoneAgents.get(agentId)?.name) ?? null,
        messages,
        calls,
      })),
    };
  },
  "agentphone.usage.byAgent": ({ period, tz }, { running, caller }) => {
    const zone = tz ?? "UTC";
    if (!isTimeZone(zone)) throw unknownZone(zone);
    const { span, agents } = running.domain.agentphone.usage.byAgent(caller.accountId, period, zone);
    return {
      data: agents.map(writeAgent),
      period,
      periodStart: toMillisecondText(span.start),
      periodEnd: toMillisecondText(span.end),
    };
  },
};

const writePlan = ({ usagePlan, planName, numberLimit, maxCallMinutes, callLimit }: Profile) => {
  if (usagePlan === "none") return {};
  const limits = {
    numbers: numberLimit,
    ...monthlyLimits,
    maxCallDurationMinutes: maxCallMinutes,
    concurrentCalls: callLimit,
  };
  return { plan: { name: planName, ...(usagePlan === "limits" && { limits }) } };
};

const writePoint = ({ messages, calls, deliveries }: Counts) => ({ messages, calls, webhooks: deliveries });

const writeAgent = ({ agentId, name, used }: AgentUsage) => ({
  agentId,
  agentName: name ?? (agentId === null ? "Unassigned" : "Deleted agent"),
  messages: used.messages,
  calls: used.completedCalls,
  totalSeconds: used.callSeconds,
  isOrphan: agentId !== null && name === undefined,
});

const dateOf = (instant: number, length: number): string => toMillisecondText(instant).slice(0, length);

const unknownZone = (zone: string): RingbackError => {
  const says = `Unknown timezone: ${zone}`;
  const message = `The time zone ${zone} is not known. Give an IANA name, such as America/New_York.`;
  return new RingbackError("not_possible", message, { says });
};
