/** RFC 2822 in UTC, as everything under 2010-04-01 writes instants: `Wed, 01 Jul 2026 00:00:00 +0000`. */
export const rfc2822 = (instant: number): string => new Date(instant).toUTCString().replace("GMT", "+0000");

/** The day of an instant in UTC: `2026-07-01`. */
export const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

/** Whole seconds: dates at Twilio know no more. */
export const inSeconds = (instant: number): number => Math.floor(instant / 1000);
