import type { Instant } from "../../../kernel/clock/clock.ts";

export type Period = "week" | "month" | "year";

/** From an instant to another, which is no part of it. */
export interface Span {
  readonly start: Instant;
  readonly end: Instant;
}

/** A day as people in a zone write it; months count from 0, and days and months beyond their end run on. */
interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const dayMs = 86_400_000;

/** Whether a zone of that IANA name is known. */
export const isTimeZone = (zone: string): boolean => {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
};

/** The calendar week, month or year of a zone that an instant lies in. Weeks begin on Monday. */
export const periodAround = (instant: Instant, period: Period, zone: string): Span => {
  const now = wallTime(instant, zone);
  const { year, month, day } = dayOf(now);
  const monday = day - ((new Date(now).getUTCDay() + 6) % 7);
  const [first, next]: readonly [Day, Day] = {
    week: [
      { year, month, day: monday },
      { year, month, day: monday + 7 },
    ] as const,
    month: [
      { year, month, day: 1 },
      { year, month: month + 1, day: 1 },
    ] as const,
    year: [
      { year, month: 0, day: 1 },
      { year: year + 1, month: 0, day: 1 },
    ] as const,
  }[period];
  return { start: midnightOf(first, zone), end: midnightOf(next, zone) };
};

/** The beginnings of the last so many days in UTC, today's the last of them. */
export const lastDays = (now: Instant, count: number): readonly Instant[] => {
  const today = Math.floor(now / dayMs) * dayMs;
  return Array.from({ length: count }, (_, place) => today - (count - 1 - place) * dayMs);
};

/** The beginnings of the last so many months in UTC, this one's the last of them. */
export const lastMonths = (now: Instant, count: number): readonly Instant[] => {
  const { year, month } = dayOf(now);
  return Array.from({ length: count }, (_, place) => Date.UTC(year, month - (count - 1 - place), 1));
};

const dayOf = (wall: number): Day => {
  const date = new Date(wall);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() };
};

/** When a day begins in a zone; where clocks skip midnight, when they go on after it. */
const midnightOf = ({ year, month, day }: Day, zone: string): Instant => {
  const wall = Date.UTC(year, month, day);
  const near = wall - offsetAt(wall, zone);
  const midnight = wall - offsetAt(near, zone);
  return wallTime(midnight, zone) < wall ? wall - offsetAt(midnight, zone) : midnight;
};

const offsetAt = (instant: Instant, zone: string): number => wallTime(instant, zone) - instant;

/** What the clocks of a zone show, to the second, as if it were UTC. */
const wallTime = (instant: Instant, zone: string): number => {
  const parts = formatOf(zone).formatToParts(instant);
  const read = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((part) => part.type === type)?.value);
  const wall = Date.UTC(read("year"), read("month") - 1, read("day"), read("hour"), read("minute"));
  return wall + read("second") * 1000;
};

const formatOf = (zone: string): Intl.DateTimeFormat => {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    calendar: "gregory",
    numberingSystem: "latn",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  if (formats.size >= mostFormats) formats.clear();
  formats.set(zone, format);
  return format;
};

// Making one costs far more than using it.
const formats = new Map<string, Intl.DateTimeFormat>();
const mostFormats = 100;
