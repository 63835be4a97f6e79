import * as z from "zod";
import { dollarsToMinor } from "../kernel/money.ts";

/** An identifier somebody was given: opaque, at most 128 characters. */
export const idField = (): z.ZodString => z.string().min(1).max(128);

/** How many of a list to answer: 1 to 100, 20 when not said. */
export const limitField = (): z.ZodOptional<z.ZodNumber> => z.int().min(1).max(100).optional();

/** Dollars as a JSON number with at most two decimals. */
export const dollarsField = (): z.ZodNumber =>
  z
    .number()
    .refine((dollars) => dollarsToMinor(dollars) !== undefined, "must be dollars with at most two decimals");

/** An instant, ISO 8601 in UTC to the second. */
export const secondField = (): z.ZodString => z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);

/** An instant, ISO 8601 in UTC to the millisecond. */
export const instantField = (): z.ZodString => z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
