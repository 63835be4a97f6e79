import * as z from "zod";
import { agentphone } from "./declare.ts";

/** The operations of AgentPhone: location. */
export const locationOperations = {
  "agentphone.location.get": agentphone({
    name: "agentphone.location.get",
    summary: "Answers where somebody last shared to be.",
    effect: "read",
    polls: true,
    input: () => z.object({ phone_number: z.string().min(1).max(64) }),
    output: () =>
      z.strictObject({
        phoneNumber: z.string(),
        latitude: z.number().nullable(),
        longitude: z.number().nullable(),
        status: z.enum(["available", "unavailable"]),
        lastUpdated: z.int(),
      }),
    rest: { method: "GET", path: "/v1/location/:phone_number", success: 200 },
    errors: ["not_found"],
  }),
  "agentphone.location.refresh": agentphone({
    name: "agentphone.location.refresh",
    summary: "Asks everybody who shares a location for a fresh one.",
    effect: "write",
    input: () => z.object({}),
    output: () => z.strictObject({ success: z.literal(true), pollAfterSeconds: z.int() }),
    rest: { method: "POST", path: "/v1/location/refresh", success: 200 },
  }),
};
