import type { Instant } from "./clock/clock.ts";

/** Where a world's time ends. A hundred years later instants would still be written with four digits for the year. */
export const lastInstant: Instant = Date.UTC(9000, 0, 1);

/** An instant as ISO 8601 UTC to the second: `2026-04-01T10:22:19Z`. */
export const toSecondText = (instant: Instant): string => `${new Date(instant).toISOString().slice(0, 19)}Z`;

/** An instant as ISO 8601 UTC to the millisecond. */
export const toMillisecondText = (instant: Instant): string => new Date(instant).toISOString();

/** An instant as HTTP's `Date` header writes it. */
export const toHttpDate = (instant: Instant): string => new Date(instant).toUTCString();
