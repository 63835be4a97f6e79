import type { Instant } from "./clock/clock.ts";

/** Where a world's time ends. A hundred years later instants would still be written with four digits for the year. */
export const lastInstant: Instant = Date.UTC(9000, 0, 1);

/** An instant as ISO 8601 UTC to the second: `2026-04-01T10:22:19Z`. */
export const toSecondText = (instant: Instant): string => {
  const second = secondOf(instant);
  const known = secondTexts.get(second);
  if (known !== undefined) return known;
  const text = `${new Date(second).toISOString().slice(0, 19)}Z`;
  if (secondTexts.size >= mostSecondTexts) secondTexts.clear();
  secondTexts.set(second, text);
  return text;
};

/** An instant as ISO 8601 UTC to the millisecond. */
export const toMillisecondText = (instant: Instant): string => {
  const second = toSecondText(instant);
  const millisecond = String(instant - secondOf(instant)).padStart(3, "0");
  return `${second.slice(0, -1)}.${millisecond}Z`;
};

/** An instant as HTTP's `Date` header writes it. */
export const toHttpDate = (instant: Instant): string => {
  const second = secondOf(instant);
  if (second !== lastDate.second) lastDate = { second, text: new Date(second).toUTCString() };
  return lastDate.text;
};

/** The second that an instant lies in, before 1970 too. */
const secondOf = (instant: Instant): Instant => Math.floor(instant / 1000) * 1000;

// Agents read the same messages over and over, and writing an instant out costs more than all else in a list.
const secondTexts = new Map<Instant, string>();
const mostSecondTexts = 10_000;
let lastDate = { second: Number.NaN, text: "" };
