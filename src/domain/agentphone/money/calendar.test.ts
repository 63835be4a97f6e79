import { expect, it } from "vitest";
import { isTimeZone, lastDays, lastMonths, type Period, periodAround } from "./calendar.ts";

const told = (instant: string, period: Period, zone: string): string => {
  const { start, end } = periodAround(Date.parse(instant), period, zone);
  return `${new Date(start).toISOString().slice(0, 16)} ${new Date(end).toISOString().slice(0, 16)}`;
};

it.each([
  ["2026-04-01T10:22:00Z", "week", "UTC", "2026-03-30T00:00 2026-04-06T00:00"],
  ["2026-04-05T23:59:59Z", "week", "UTC", "2026-03-30T00:00 2026-04-06T00:00"],
  ["2026-04-06T00:00:00Z", "week", "UTC", "2026-04-06T00:00 2026-04-13T00:00"],
  ["2026-01-01T00:00:00Z", "week", "UTC", "2025-12-29T00:00 2026-01-05T00:00"],
  ["2026-12-31T23:59:59Z", "month", "UTC", "2026-12-01T00:00 2027-01-01T00:00"],
  ["2026-04-01T10:22:00Z", "year", "UTC", "2026-01-01T00:00 2027-01-01T00:00"],
  ["2026-04-01T03:00:00Z", "month", "America/New_York", "2026-03-01T05:00 2026-04-01T04:00"],
  ["2026-03-31T18:45:00Z", "month", "Asia/Kolkata", "2026-03-31T18:30 2026-04-30T18:30"],
  ["2026-03-10T12:00:00Z", "week", "America/New_York", "2026-03-09T04:00 2026-03-16T04:00"],
  ["2026-03-07T12:00:00Z", "week", "America/New_York", "2026-03-02T05:00 2026-03-09T04:00"],
  ["2026-07-01T00:00:00Z", "year", "Pacific/Auckland", "2025-12-31T11:00 2026-12-31T11:00"],
  // Clocks in Beirut went from midnight to one o'clock on 28 March 2021.
  ["2021-03-20T12:00:00Z", "month", "Asia/Beirut", "2021-02-28T22:00 2021-03-31T21:00"],
] as const)("at %s the %s of %s is %s", (instant, period, zone, wanted) => {
  expect(told(instant, period, zone)).toBe(wanted);
});

it("begins a day whose midnight the clocks skip when they go on", () => {
  // In Damascus midnight of 1 April 2011, a Friday, became one o'clock.
  expect(told("2011-04-15T12:00:00Z", "month", "Asia/Damascus")).toBe("2011-03-31T22:00 2011-04-30T21:00");
  // Samoa had no 30 December 2011.
  expect(told("2011-12-31T12:00:00Z", "week", "Pacific/Apia")).toBe("2011-12-26T10:00 2012-01-01T10:00");
});

it("knows the zones that there are", () => {
  expect(["UTC", "Europe/Berlin", "America/New_York"].every(isTimeZone)).toBe(true);
  expect(["", "Mars/Olympus", "Europe/Berlin; x", "../etc"].some(isTimeZone)).toBe(false);
});

it("counts days and months back from today", () => {
  const now = Date.parse("2026-03-01T00:00:00Z");
  const write = (instants: readonly number[]) =>
    instants.map((at) => new Date(at).toISOString().slice(0, 10));
  expect(write(lastDays(now, 3))).toEqual(["2026-02-27", "2026-02-28", "2026-03-01"]);
  expect(write(lastMonths(now, 4))).toEqual(["2025-12-01", "2026-01-01", "2026-02-01", "2026-03-01"]);
});
