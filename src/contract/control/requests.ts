import * as z from "zod";
import { instantField } from "../fields.ts";
import { control } from "./declare.ts";

const request = () =>
  z.strictObject({
    seq: z.int(),
    at: instantField(),
    operation: z.string(),
    by: z.enum(["agent", "scenario"]),
    account: z.string().optional(),
    input: z.record(z.string(), z.unknown()),
    outcome: z.string(),
    status: z.int().optional(),
    message: z.string().optional(),
    answer: z.record(z.string(), z.unknown()).optional(),
    replayed: z.literal(true).optional(),
    fault: z.string().optional(),
  });

const worldMetrics = () =>
  z.strictObject({
    now: instantField(),
    mode: z.string(),
    timers: z.strictObject({ story: z.int(), limit: z.int(), upkeep: z.int() }),
    rows: z.record(z.string(), z.int()),
    events: z.int(),
    requests: z.record(z.string(), z.int()),
  });

export const requestOperations = {
  "control.requests.list": control({
    name: "control.requests.list",
    summary:
      "Pages through the last 1,000 requests of agents and of scenarios' `request` steps, oldest first: what was asked, and what came of it. `operation` chooses some, `*` stands for anything. Ask again with `next` as `after`.",
    effect: "read",
    input: () =>
      z.object({
        after: z.int().min(0).optional(),
        limit: z.int().min(1).max(1000).optional(),
        operation: z.string().min(1).max(128).optional(),
      }),
    output: () => z.strictObject({ requests: z.array(request()), next: z.int() }),
    rest: {
      method: "GET",
      path: "/_ringback/requests",
      success: 200,
      query: { after: "integer", limit: "integer", operation: "text" },
    },
    tool: "request_list",
  }),
  "control.metrics": control({
    name: "control.metrics",
    summary:
      "Counts what every world holds: timers by class, rows by table, events, and requests of agents and scenarios by outcome.",
    effect: "read",
    input: () => z.object({}),
    output: () => z.strictObject({ version: z.string(), worlds: z.record(z.string(), worldMetrics()) }),
    rest: { method: "GET", path: "/_ringback/metrics", success: 200 },
    tool: "metrics",
  }),
};
