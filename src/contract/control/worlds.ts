import * as z from "zod";
import { lastInstant } from "../../kernel/time-text.ts";
import { instantField } from "../fields.ts";
import { control } from "./declare.ts";

const worldName = () => z.string().regex(/^[a-z0-9]{1,32}$/, "must be 1 to 32 lower-case letters and digits");
const clockMode = () =>
  z
    .string()
    .regex(/^(auto|real|manual|\d{1,6}(\.\d{1,3})?x)$/, "must be auto, real, manual or a factor such as 60x")
    .refine((mode) => !/^[0.]+x$/.test(mode), "must not be a factor of 0; manual stands still");
const worldSummary = () =>
  z.strictObject({
    name: z.string(),
    seed: z.string(),
    baseUrl: z.string(),
    now: z.string(),
    runHash: z.string(),
  });
const worldEntrance = () =>
  z.strictObject({ name: z.string(), baseUrl: z.string(), env: z.record(z.string(), z.string()) });
const named = () => z.object({ name: worldName() });
const snapshot = () => z.record(z.string(), z.unknown());
const keptName = () => z.string().regex(/^[A-Za-z][\w-]{0,63}$/, "must be a word, such as before-payment");

export const worldOperations = {
  "control.health": control({
    name: "control.health",
    summary: "Says that ringback is up, and which version.",
    effect: "read",
    input: () => z.object({}),
    output: () => z.strictObject({ status: z.literal("ok"), version: z.string(), worlds: z.int() }),
    rest: { method: "GET", path: "/_ringback/health", success: 200 },
    tool: "health",
  }),
  "control.worlds.create": control({
    name: "control.worlds.create",
    summary:
      "Makes a world of its own: clock, seed, keys, people, journal. Answers the environment for an agent in it.",
    effect: "write",
    input: () =>
      z.object({
        name: worldName().optional(),
        seed: z.string().max(128).optional(),
        clock: clockMode().optional(),
        start: z.iso
          .datetime("must be an instant such as 2026-04-01T10:22:00Z")
          .refine((text) => !(Date.parse(text) >= lastInstant), "must be before the year 9000")
          .optional(),
      }),
    output: worldEntrance,
    rest: { method: "POST", path: "/_ringback/worlds", success: 201 },
    tool: "world_create",
    errors: ["name_taken"],
  }),
  "control.worlds.list": control({
    name: "control.worlds.list",
    summary: "Lists the worlds.",
    effect: "read",
    input: () => z.object({}),
    output: () => z.strictObject({ worlds: z.array(worldSummary()) }),
    rest: { method: "GET", path: "/_ringback/worlds", success: 200 },
    tool: "world_list",
  }),
  "control.worlds.get": control({
    name: "control.worlds.get",
    summary: "Answers how an agent gets into a world: its address and environment.",
    effect: "read",
    input: named,
    output: worldEntrance,
    rest: { method: "GET", path: "/_ringback/worlds/:name", success: 200 },
    tool: "world_get",
    errors: ["not_found"],
  }),
  "control.worlds.drop": control({
    name: "control.worlds.drop",
    summary: "Ends a world. The world main stays; reset it instead.",
    effect: "write",
    input: named,
    output: () => z.strictObject({ dropped: z.string() }),
    rest: { method: "DELETE", path: "/_ringback/worlds/:name", success: 200 },
    tool: "world_drop",
    errors: ["not_found", "forbidden"],
  }),
  "control.worlds.reset": control({
    name: "control.worlds.reset",
    summary: "Makes a world as it was when it was made: same seed, same keys, nothing else.",
    effect: "write",
    input: named,
    output: worldEntrance,
    rest: { method: "POST", path: "/_ringback/worlds/:name/reset", success: 200 },
    tool: "world_reset",
    errors: ["not_found", "clock_held"],
  }),
  "control.worlds.snapshot": control({
    name: "control.worlds.snapshot",
    summary: "Answers a world whole, timers included, as JSON to be restored later.",
    effect: "read",
    input: named,
    output: () => z.strictObject({ snapshot: snapshot() }),
    rest: { method: "GET", path: "/_ringback/worlds/:name/snapshot", success: 200 },
    tool: "world_snapshot",
    errors: ["not_found"],
  }),
  "control.worlds.keep": control({
    name: "control.worlds.keep",
    summary:
      "Keeps a snapshot of a world under a name, for `control.worlds.restore`; one that has that name already is replaced. At most 20 are kept, until the world is dropped.",
    effect: "read",
    input: () => z.object({ name: worldName(), as: keptName() }),
    output: () => z.strictObject({ kept: z.string(), now: instantField() }),
    rest: { method: "POST", path: "/_ringback/worlds/:name/snapshots", success: 201 },
    tool: "world_keep",
    errors: ["not_found", "not_possible"],
  }),
  "control.worlds.restore": control({
    name: "control.worlds.restore",
    summary:
      "Makes a world what a snapshot of it says: one that comes along, or with `kept` one that was kept by that name.",
    effect: "write",
    input: () =>
      z.object({ name: worldName(), snapshot: snapshot().optional(), kept: keptName().optional() }),
    output: worldEntrance,
    rest: {
      method: "POST",
      path: "/_ringback/worlds/:name/restore",
      success: 200,
      largestBody: 64 * 1024 * 1024,
    },
    tool: "world_restore",
    errors: ["not_found", "clock_held", "snapshot_unreadable", "validation_error"],
  }),
  "control.worlds.fork": control({
    name: "control.worlds.fork",
    summary: "Makes a second world out of one as it stands now. The copy has keys of its own.",
    effect: "write",
    input: () => z.object({ name: worldName(), as: worldName() }),
    output: worldEntrance,
    rest: { method: "POST", path: "/_ringback/worlds/:name/fork", success: 201 },
    tool: "world_fork",
    errors: ["not_found", "name_taken"],
  }),
};
