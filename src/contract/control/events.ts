import * as z from "zod";
import { instantField } from "../fields.ts";
import { commandFaces } from "./command-faces.ts";
import { control } from "./declare.ts";

export const eventOperations = {
  "control.events.list": control({
    name: "control.events.list",
    summary:
      "Pages through what happened, oldest first. Ask again with `next` as `after` for what came since.",
    effect: "read",
    input: () =>
      z.object({
        after: z.int().min(0).optional(),
        limit: z.int().min(1).max(1000).optional(),
        type: z.string().max(64).optional(),
      }),
    output: () =>
      z.strictObject({
        events: z.array(z.looseObject({ seq: z.int(), at: instantField(), type: z.string() })),
        next: z.int(),
      }),
    rest: commandFaces["control.events.list"],
    tool: "events_list",
  }),
};
