import type { numbersOperations } from "../../contract/agentphone/numbers.ts";
import { toMillisecondText } from "../../kernel/time-text.ts";
import type { PhoneNumber } from "../../world/agentphone-entities.ts";
import type { HandlersOf } from "../context.ts";
import type { RunningWorld } from "../running-world.ts";
import { usualPage } from "./usual-page.ts";

export const numbersHandlers: HandlersOf<typeof numbersOperations> = {
  "agentphone.numbers.list": ({ limit = usualPage, offset }, { running, caller }) => {
    const { rows, ...page } = running.domain.agentphone.numbers.list(caller.accountId, { limit, offset });
    const { maskNumbers } = running.domain.agentphone.profiles.of(caller.accountId);
    const write = (number: PhoneNumber) => {
      const written = writeNumber(number, running);
      return maskNumbers ? { ...written, phoneNumber: masked(number.phoneNumber) } : written;
    };
    return { data: rows.map(write), ...page };
  },
  "agentphone.numbers.create": async ({ country = "US", areaCode, agentId }, { running, caller }) => {
    const wish = { country, areaCode: areaCode ?? undefined, agentId: agentId ?? undefined };
    return writeNumber(await running.domain.agentphone.numbers.buy(caller.accountId, wish), running);
  },
  "agentphone.numbers.lookup": async ({ phoneNumbers }, { running, caller }) => ({
    data: [...(await running.domain.agentphone.lookups.look(caller.accountId, phoneNumbers.split(",")))],
  }),
  "agentphone.numbers.get": ({ number_id }, { running, caller }) =>
    writeNumber(running.domain.agentphone.numbers.get(caller.accountId, number_id), running),
  "agentphone.numbers.release": async ({ number_id }, { running, caller }) => {
    const { phoneNumber } = await running.domain.agentphone.numbers.release(caller.accountId, number_id);
    return { success: true, phoneNumber, status: "released" };
  },
};

const writeNumber = (number: PhoneNumber, running: RunningWorld) => {
  const { id, phoneNumber, country, status, type, agentId, createdAt } = number;
  return {
    id,
    phoneNumber,
    country,
    status,
    type,
    agentId,
    createdAt: toMillisecondText(createdAt),
    outboundSms: running.domain.agentphone.numbers.outboundSms(number),
    voiceRouting: { method: "agent" as const },
  };
};

/** +14155553597 as the vendor has been seen to show it: +141****3597. */
const masked = (number: string): string => `${number.slice(0, 4)}****${number.slice(-4)}`;
