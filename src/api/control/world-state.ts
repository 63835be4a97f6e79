import { z } from "zod";
import { RingbackError } from "../../kernel/errors.ts";
import { once } from "../../kernel/once.ts";
import type { WorldState } from "../../world/world.ts";

const timer = () =>
  z.strictObject({
    id: z.string(),
    at: z.int(),
    order: z.int(),
    class: z.enum(["story", "limit", "upkeep"]),
    kind: z.string(),
    payload: z.record(z.string(), z.json()),
    boundsQuiet: z.boolean(),
  });

const worldState = once(() =>
  z.strictObject({
    format: z.literal("ringback-world"),
    version: z.literal(1),
    seed: z.string(),
    clock: z.strictObject({ now: z.int(), nextOrder: z.int(), timers: z.array(timer()) }),
    eventCursor: z.int().min(0),
    tables: z.record(z.string(), z.array(z.looseObject({ id: z.string() }))),
  }),
);

/** Reads a snapshot that came from outside. Throws `snapshot_unreadable` for anything ringback did not write. */
export const readWorldState = (snapshot: unknown): WorldState => {
  const result = worldState().safeParse(snapshot);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new RingbackError(
    "snapshot_unreadable",
    `This is not a snapshot that this version of ringback can read: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}.`,
  );
};
