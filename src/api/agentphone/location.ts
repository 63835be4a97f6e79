import type { locationOperations } from "../../contract/agentphone/location.ts";
import { readPhoneNumber } from "../../domain/agentphone/numbers/lookups.ts";
import type { HandlersOf } from "../context.ts";

const pollAfterSeconds = 20;

export const locationHandlers: HandlersOf<typeof locationOperations> = {
  "agentphone.location.get": async ({ phone_number }, { running }) => {
    const number = await readPhoneNumber("phone_number", phone_number);
    const { latitude, longitude, at } = running.domain.agentphone.locations.get(number);
    return {
      phoneNumber: number,
      latitude,
      longitude,
      status: latitude === null ? "unavailable" : "available",
      lastUpdated: Math.floor(at / 1000),
    };
  },
  "agentphone.location.refresh": (_input, { running }) => {
    running.domain.agentphone.locations.refresh();
    return { success: true, pollAfterSeconds };
  },
};
