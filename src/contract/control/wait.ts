import * as z from "zod";
import { events } from "../events.ts";
import { instantField } from "../fields.ts";
import { durationField } from "./clock.ts";
import { commandFaces } from "./command-faces.ts";
import { control } from "./declare.ts";

const eventName = () =>
  z
    .string()
    .max(64)
    .meta({ enum: Object.keys(events) });

export const waitOperations = {
  "control.wait": control({
    name: "control.wait",
    summary:
      "Answers the oldest event of a type after `after`, as soon as there is one. Further fields must match the event's own: to, from, `body=/code/i`, `contains.body`, …; `*` stands for anything in numbers and ids.",
    // Waiting moves time, so a run cannot be repeated without it.
    effect: "write",
    waits: true,
    input: () =>
      z
        .object({
          type: eventName(),
          after: z.int().min(0).optional(),
          timeout: durationField().optional(),
        })
        .catchall(z.union([z.string().max(16_000), z.number(), z.boolean()])),
    output: () =>
      z.strictObject({
        event: z.looseObject({ seq: z.int(), at: instantField(), type: z.string() }),
        next: z.int(),
        code: z.string().optional(),
        links: z.array(z.string()).optional(),
      }),
    rest: commandFaces["control.wait"],
    tool: "wait",
    errors: ["wait_timed_out", "nothing_scheduled", "clock_held"],
  }),
};
