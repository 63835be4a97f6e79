import type { Instant } from "../../kernel/clock/clock.ts";
import { quote } from "../source/quote.ts";
import type { Reading } from "./scalar.ts";

const isoInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?$/;

/** Reads a moment such as `2026-04-01T10:22:00Z`. It must name its time zone and exist in the calendar. */
export const readInstant = (text: string): Reading<Instant> => {
  const match = isoInstant.exec(text);
  if (match === null) {
    const date = /^\d{4}-\d{2}-\d{2}$/.test(text);
    const cure = date ? `Write ${quote(`${text}T00:00:00Z`)}.` : "Write it like 2026-04-01T10:22:00Z.";
    return { message: `${quote(text)} is not a moment in ISO form.`, cure };
  }
  if (match[1] === undefined) {
    return {
      message: `${quote(text)} does not say its time zone.`,
      cure: `Write ${quote(`${text}Z`)} for UTC.`,
    };
  }
  const instant = Date.parse(text);
  const local = Date.parse(`${text.slice(0, 10)}T00:00:00Z`);
  if (
    Number.isNaN(instant) ||
    Number.isNaN(local) ||
    !new Date(local).toISOString().startsWith(text.slice(0, 10))
  ) {
    return { message: `${quote(text)} is not in the calendar.`, cure: "Check the day and the time." };
  }
  return { value: instant };
};
