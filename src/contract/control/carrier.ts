import * as z from "zod";
import { control } from "./declare.ts";

const state = () =>
  z.strictObject({
    carrier: z.enum(["fake", "twilio"]),
    /** What follows is of a real carrier only. */
    account: z.string().optional(),
    hearing: z.enum(["webhook", "poll"]).optional(),
    dryRun: z.boolean().optional(),
    stopped: z.boolean().optional(),
    spend: z
      .strictObject({ day: z.string(), spentUsd: z.number(), reservedUsd: z.number(), capUsd: z.number() })
      .optional(),
    textsThisHour: z.int().optional(),
    callsThisHour: z.int().optional(),
    liveCalls: z.int().optional(),
    numbers: z
      .array(z.strictObject({ number: z.string(), inUse: z.boolean(), bought: z.boolean() }))
      .optional(),
  });

export const carrierOperations = {
  "control.carrier.get": control({
    name: "control.carrier.get",
    summary:
      "Says which carrier is behind the world. Of a real one also how it hears, whether it runs dry or was stopped, what was spent today (UTC) and set aside for what is under way, and its numbers. Money is US dollars; the account is masked.",
    effect: "read",
    input: () => z.object({}),
    output: state,
    rest: { method: "GET", path: "/_ringback/carrier", success: 200 },
    tool: "carrier_get",
  }),
  "control.carrier.stop": control({
    name: "control.carrier.stop",
    summary:
      "The kill switch of a real carrier: from now on nothing is sent, nobody is called and nothing is bought, and every live call is ended. Only another start of ringback ends that. SIGUSR2 does the same.",
    effect: "write",
    input: () => z.object({}),
    output: () => z.strictObject({ stopped: z.literal(true), callsEnded: z.int() }),
    errors: ["not_possible"],
    rest: { method: "POST", path: "/_ringback/carrier/stop", success: 200 },
    tool: "carrier_stop",
  }),
  "control.carrier.release": control({
    name: "control.carrier.release",
    summary:
      "Gives a number that ringback bought back to the real carrier, for ever. Needs `confirm: true`, the number in E.164 form, and ringback started with RINGBACK_REAL_ALLOW_RELEASE=1. Numbers that were adopted stay.",
    effect: "write",
    input: () => z.object({ number: z.string().min(1).max(32), confirm: z.literal(true) }),
    output: () => z.strictObject({ released: z.string() }),
    errors: ["not_possible", "not_found", "in_use", "carrier_error"],
    rest: { method: "POST", path: "/_ringback/carrier/release", success: 200 },
  }),
};
