import type { phoneOperations } from "../../contract/store/phone.ts";
import { dollarsToMinor, minorToDollars } from "../../kernel/money.ts";
import { formOf } from "../../kernel/form-of.ts";
import { toSecondText } from "../../kernel/time-text.ts";
import type { Call } from "../../world/call-entities.ts";
import type { Message } from "../../world/entities.ts";
import type { HandlersOf } from "../context.ts";
import { defaultLimit } from "./default-limit.ts";

export const phoneHandlers: HandlersOf<typeof phoneOperations> = {
  "store.phone.topups.create": async ({ serviceId, amountUsd }, { running, caller }) => {
    const { services } = running.domain;
    const balance = await services.topUp(caller, serviceId, dollarsToMinor(amountUsd) ?? 0);
    return {
      balance: {
        serviceId,
        currency: "usd",
        previousBalanceUsd: minorToDollars(balance.previousMinor),
        newBalanceUsd: minorToDollars(balance.newMinor),
      },
    };
  },
  "store.phone.messages.list": (
    { serviceId, limit = defaultLimit, unreadOnly = false },
    { running, caller },
  ) => {
    const { lineId } = running.domain.services.getPhone(caller, serviceId);
    return { messages: running.domain.messages.list(lineId, unreadOnly, limit).map(toListedMessage) };
  },
  "store.phone.messages.get": ({ serviceId, messageId }, { running, caller }) => {
    const { services, messages, accounts } = running.domain;
    const message = messages.get(services.getPhone(caller, serviceId).lineId, messageId);
    if (accounts.settings(caller.accountId).markReadOnGet) messages.markRead(message);
    const { id, from, to, body, receivedAt } = message;
    return { message: { id, from, to, body, receivedAt: toSecondText(receivedAt), status: "received" } };
  },
  "store.phone.missedCalls.list": ({ serviceId, limit = defaultLimit }, { running, caller }) => {
    const { lineId } = running.domain.services.getPhone(caller, serviceId);
    return { calls: running.domain.calls.listMissed(lineId, limit).map(toMissedCall) };
  },
  "store.phone.callLogs.get": ({ serviceId, callId, limit = defaultLimit }, { running, caller }) => {
    const { services, calls, accounts } = running.domain;
    const { lineId } = services.getPhone(caller, serviceId);
    const { showCallLogExtras } = accounts.settings(caller.accountId);
    const write = showCallLogExtras ? toLoggedCall : toMissedCall;
    if (callId !== undefined) return { call: write(calls.get(lineId, callId)) };
    return { calls: calls.log(lineId, limit).map(write) };
  },
};

const previewLength = 80;

const toListedMessage = formOf(({ id, from, to, body, receivedAt }: Message) => ({
  id,
  from,
  to,
  direction: "inbound" as const,
  bodyPreview: previewOf(body),
  receivedAt: toSecondText(receivedAt),
}));

const previewOf = (body: string): string => {
  const line = body.replace(/\r\n|[\r\n]/g, " ");
  if (line.length <= previewLength) return line;
  const points = Array.from(line.slice(0, previewLength * 2 + 2));
  return points.length <= previewLength ? line : `${points.slice(0, previewLength).join("")}…`;
};

const toMissedCall = ({
  id,
  from,
  to,
  status,
  startedAt,
  endedAt = startedAt,
  answeredAt = endedAt,
}: Call) => ({
  id,
  from,
  to,
  status,
  startedAt: toSecondText(startedAt),
  durationSeconds: Math.round((endedAt - answeredAt) / 1000),
});

const toLoggedCall = (call: Call) => ({
  ...toMissedCall(call),
  direction: "inbound" as const,
  ...(call.endedAt !== undefined && { endedAt: toSecondText(call.endedAt) }),
});
