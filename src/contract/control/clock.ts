import * as z from "zod";
import { parseDuration } from "../../kernel/duration.ts";
import { instantField } from "../fields.ts";
import { commandFaces } from "./command-faces.ts";
import { control } from "./declare.ts";

const reading = () =>
  z.strictObject({
    now: instantField(),
    mode: z.string(),
    nextStory: instantField().nullable(),
    timers: z.int(),
  });

/** A hundred years: whatever is reckoned from an instant of a world is an instant that can be written. */
const longestDuration = 100 * 365.25 * 86_400_000;

/** A length of time as text, `39m50s`, or whole milliseconds; a hundred years at most. */
export const durationField = () =>
  z.union([
    z
      .string()
      .regex(/^(\d{1,9}(ms|s|m|h|d))+$/, "must be a duration such as 30s or 39m50s")
      .refine((text) => (parseDuration(text) ?? 0) <= longestDuration, "must be at most 100 years (36525d)"),
    z.int().min(0).max(longestDuration),
  ]);

export const clockOperations = {
  "control.clock.get": control({
    name: "control.clock.get",
    summary: "Reads the world's clock: the instant, the mode, and when the next thing is going to happen.",
    effect: "read",
    input: () => z.object({}),
    output: reading,
    rest: commandFaces["control.clock.get"],
    tool: "clock_get",
  }),
  "control.clock.setMode": control({
    name: "control.clock.setMode",
    summary:
      "Lets time run by itself (`real`, or a factor such as `60x`), by waiting (`auto`) or by hand (`manual`).",
    effect: "write",
    input: () =>
      z.object({
        mode: z
          .string()
          .regex(
            /^(auto|real|manual|\d{1,6}(\.\d{1,3})?x)$/,
            "must be auto, real, manual or a factor such as 60x",
          ),
      }),
    output: reading,
    rest: { method: "PUT", path: "/_ringback/clock", success: 200 },
    tool: "clock_set_mode",
  }),
  "control.clock.advance": control({
    name: "control.clock.advance",
    summary: "Moves time on by a duration; everything due on the way happens before the answer.",
    effect: "write",
    input: () => z.object({ by: durationField() }),
    output: reading,
    rest: { method: "POST", path: "/_ringback/clock/advance", success: 200 },
    tool: "clock_advance",
    errors: ["clock_held", "clock_loop"],
  }),
  "control.clock.next": control({
    name: "control.clock.next",
    summary: "Moves time to the next timer and lets it happen.",
    effect: "write",
    input: () => z.object({}),
    output: reading,
    rest: { method: "POST", path: "/_ringback/clock/next", success: 200 },
    tool: "clock_next",
    errors: ["clock_held", "clock_loop"],
  }),
};
