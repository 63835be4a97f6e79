import * as z from "zod";
import { timeText } from "./fields.ts";

/** How somebody sets a webhook. Whether its address may be used is not said by its form. */
export const webhookWish = () => ({
  url: z.string().min(1).max(2083),
  contextLimit: z.int().min(0).max(50).nullish(),
  timeout: z.int().min(5).max(120).nullish(),
});

/** A webhook as it is set. */
export const webhook = () =>
  z.strictObject({
    id: z.string(),
    url: z.string(),
    secret: z.string(),
    status: z.string(),
    contextLimit: z.int(),
    timeout: z.int(),
    createdAt: timeText(),
  });

/** A line of the log of deliveries. */
export const delivery = () =>
  z.strictObject({
    id: z.string(),
    messageId: z.string().nullable(),
    eventType: z.string(),
    channel: z.string(),
    status: z.enum(["pending", "success", "failed"]),
    httpStatus: z.int().nullable(),
    errorMessage: z.string().nullable(),
    responseBody: z.string().nullable(),
    attemptCount: z.int(),
    lastAttemptAt: timeText().nullable(),
    nextRetryAt: timeText().nullable(),
    createdAt: timeText(),
  });

/** How many hours back to look: a week at most. */
export const pastHours = () => z.int().min(1).max(168);

/** What came of a synthetic event, in the names of both places that document it. */
export const testResult = () =>
  z.strictObject({
    success: z.boolean(),
    httpStatus: z.int().nullable(),
    errorMessage: z.string().nullable(),
    statusCode: z.int().nullable(),
    responseMs: z.number(),
    error: z.string().nullable(),
  });
