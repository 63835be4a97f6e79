import type { serviceOperations } from "../../contract/store/services.ts";
import { displayNumber } from "../../domain/numbers/display-number.ts";
import { minorToDollars } from "../../kernel/money.ts";
import type { Service } from "../../world/entities.ts";
import type { HandlersOf } from "../context.ts";
import { defaultLimit } from "./default-limit.ts";

export const serviceHandlers: HandlersOf<typeof serviceOperations> = {
  "store.services.list": ({ limit = defaultLimit }, { running, caller }) => ({
    services: running.domain.services.list(caller, limit).map(toHead),
  }),
  "store.services.get": ({ serviceId }, { running, caller }) => {
    const service = running.domain.services.get(caller, serviceId);
    const line = running.domain.services.lineOf(service);
    return {
      service: {
        ...toHead(service),
        phone: {
          e164: line.id,
          countryCode: line.country,
          numberType: line.numberType,
          capabilities: [...line.capabilities],
          balanceUsd: minorToDollars(service.balanceMinor),
        },
      },
    };
  },
};

const toHead = ({ id, status, serviceType, lineId }: Service) => ({
  id,
  status,
  serviceType,
  displayName: displayNumber(lineId),
});
