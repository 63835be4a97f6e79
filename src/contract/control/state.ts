import * as z from "zod";
import { instantField } from "../fields.ts";
import { control } from "./declare.ts";

const line = () =>
  z.strictObject({
    provider: z.string(),
    country: z.string(),
    type: z.string(),
    account: z.string(),
    serviceId: z.string().optional(),
    numberId: z.string().optional(),
    agent: z.string().optional(),
    status: z.string().optional(),
    balanceUsd: z.number().optional(),
    messages: z.int(),
    unread: z.int(),
    calls: z.int(),
    missedCalls: z.int(),
  });

const account = () =>
  z.strictObject({
    id: z.string(),
    walletUsd: z.number(),
    spentUsd: z.number(),
    purchases: z.int(),
    services: z.int(),
    lines: z.int(),
    phoneAgents: z.int(),
    creditUsd: z.number().optional(),
    costUsd: z.number(),
  });

/** The shape of what is true in a world: by it paths into the state can be checked before there is a world. */
export const worldStateSchema = () =>
  z.strictObject({
    now: instantField(),
    lines: z.record(z.string(), line()),
    accounts: z.record(z.string(), account()),
    people: z.record(z.string(), z.strictObject({ number: z.string() })),
    calls: z.strictObject({
      ringing: z.int(),
      talking: z.int(),
      over: z.int(),
      byStatus: z.record(z.string(), z.int()),
      byReason: z.record(z.string(), z.int()),
    }),
    otps: z.strictObject({ issued: z.int(), used: z.int(), expired: z.int() }),
    faults: z.record(
      z.string(),
      z.strictObject({ point: z.string(), struck: z.int(), timesLeft: z.int().optional() }),
    ),
    scenarios: z.record(
      z.string(),
      z.strictObject({ name: z.string(), ended: z.boolean(), stepsDone: z.int(), stepsFailed: z.int() }),
    ),
  });

export const stateOperations = {
  "control.world.state": control({
    name: "control.world.state",
    summary:
      "Answers what is true in the world now, as one tree: lines by number, accounts and people by name, calls counted by phase and, those that are over, by status and reason, one-time codes, faults, scenarios. Money is dollars; `costUsd` is what AgentPhone would have charged, and `creditUsd` what it still may, where that has an end.",
    effect: "read",
    input: () => z.object({}),
    output: worldStateSchema,
    rest: { method: "GET", path: "/_ringback/state", success: 200 },
    tool: "world_state",
  }),
};
