import * as z from "zod";

/** An id in a path or body: opaque, at most 128 characters. */
export const idText = () => z.string().min(1).max(128);

/** An instant as AgentPhone writes it: ISO 8601 in UTC, to the millisecond. */
export const timeText = () => z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

/** How many of a list to answer, from 1 to `most`; the handler's default when not said. */
export const pageLimit = (most: number) => z.int().min(1).max(most).optional();

/** How many of a list to leave out. */
export const pageOffset = () => z.int().min(0).max(10_000_000).optional();

/** The two wishes of a list that is paged by place. */
export const page = (most = 100) => ({ limit: pageLimit(most), offset: pageOffset() });

/** The kinds of these wishes in a query. */
export const pageQuery = { limit: "integer", offset: "integer" } as const;

/** A bound of a list that is paged by time: exclusive. An instant without a zone, or a mere day, is one of UTC. */
export const timeBound = () =>
  z
    .string()
    .max(64)
    .refine(isInstant, "must be an instant such as 2026-04-01T10:22:00Z")
    .meta({ format: "date-time" })
    .transform((text) => (isWithoutZone.test(text) ? `${text}Z` : text))
    .nullish();

const isInstant = (text: string): boolean =>
  z.iso.datetime({ offset: true, local: true }).safeParse(text).success ||
  z.iso.date().safeParse(text).success;

// JavaScript would take it for one of the machine's own zone.
const isWithoutZone = /T[\d:.]+$/;

/** `{data, hasMore, total}`. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ data: z.array(item), hasMore: z.boolean(), total: z.int() });

/** `{success}` and nothing else. */
export const success = () => z.strictObject({ success: z.literal(true) });
