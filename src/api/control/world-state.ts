import * as z from "zod";
import { RingbackError } from "../../kernel/errors.ts";
import { once } from "../../kernel/once.ts";
import type { WorldState } from "../../world/world.ts";

const instant = () =>
  z
    .int()
    .min(Date.UTC(-1, 0, 1))
    .max(Date.UTC(9999, 11, 31));

const timer = () =>
  z.strictObject({
    id: z.string(),
    at: instant(),
    order: z.int().min(0),
    class: z.enum(["story", "limit", "upkeep"]),
    kind: z.string(),
    payload: z.record(z.string(), z.json()),
    boundsQuiet: z.boolean(),
    unasked: z.literal(true).optional(),
    player: z.string().optional(),
  });

const clockState = () =>
  z
    .strictObject({ now: instant(), nextOrder: z.int().min(0), timers: z.array(timer()) })
    .refine(({ timers }) => new Set(timers.map(({ id }) => id)).size === timers.length, "has a timer twice")
    .refine(
      ({ timers, nextOrder }) => timers.every(({ order }) => order < nextOrder),
      "has a timer from its future",
    );

const rows = () => z.array(z.looseObject({ id: z.string() }));

const worldState = once(() =>
  z.strictObject({
    format: z.literal("ringback-world"),
    version: z.literal(1),
    world: z.string(),
    seed: z.string(),
    clock: clockState(),
    eventCursor: z.int().min(0),
    tables: z
      .record(z.string(), rows())
      .refine(
        ({ accounts, agents }) => agents?.some((agent) => agent["accountId"] === accounts?.[0]?.id),
        "have no account with an agent",
      ),
  }),
);

/** Reads a snapshot that came from outside. Throws `snapshot_unreadable` for anything ringback did not write. */
export const readWorldState = (snapshot: unknown): WorldState => {
  const result = worldState().safeParse(snapshot);
  // Reading puts known fields first; answers write fields in the order in which rows have them.
  if (result.success) return { ...result.data, tables: (snapshot as WorldState).tables };
  const [issue] = result.error.issues;
  throw new RingbackError(
    "snapshot_unreadable",
    `This is not a snapshot that this version of ringback can read: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}.`,
  );
};
