import * as z from "zod";
import { idField, instantField } from "../fields.ts";
import { commandFaces } from "./command-faces.ts";
import { control } from "./declare.ts";

/** Headers that belong to the connection and not to the message. */
const ownHeaders = /^(?:host|connection|content-length|transfer-encoding|expect|upgrade)$/i;

const headerName = () =>
  z
    .string()
    .regex(/^[!#$%&'*+.^`|~\w-]{1,64}$/)
    .refine((name) => !ownHeaders.test(name), "names a header of the connection itself");

const headers = () => z.record(z.string(), z.string());

const sentAttempt = () =>
  z.strictObject({
    attempt: z.int(),
    at: instantField(),
    headers: headers(),
    body: z.string(),
    httpStatus: z.int().nullable(),
    responseBody: z.string().nullable(),
    error: z.string().nullable(),
  });

const queuedDelivery = () =>
  z.strictObject({
    delivery: z.string(),
    account: z.string(),
    agent: z.string().nullable(),
    event: z.string(),
    channel: z.string(),
    url: z.string(),
    lane: z.string(),
    status: z.enum(["pending", "success", "failed"]),
    httpStatus: z.int().nullable(),
    error: z.string().nullable(),
    attemptCount: z.int(),
    createdAt: instantField(),
    nextRetryAt: instantField().nullable(),
    test: z.boolean(),
    fault: z.string().optional(),
    body: z.string(),
    attempts: z.array(sentAttempt()),
  });

export const webhookControlOperations = {
  "control.webhooks.deliveries.list": control({
    name: "control.webhooks.deliveries.list",
    summary:
      "Lists what webhooks were told and are to be told, of every account, newest first: the exact body, and every attempt of the latest 1,000 with the headers that were sent.",
    effect: "read",
    input: () =>
      z.object({
        status: z.enum(["pending", "success", "failed"]).optional(),
        limit: z.int().min(1).max(1000).optional(),
        offset: z.int().min(0).max(10_000_000).optional(),
      }),
    output: () => z.strictObject({ deliveries: z.array(queuedDelivery()), total: z.int() }),
    rest: commandFaces["control.webhooks.deliveries.list"],
    tool: "webhook_delivery_list",
  }),
  "control.webhooks.deliveries.replay": control({
    name: "control.webhooks.deliveries.replay",
    summary:
      "Sends a delivery once more, whatever became of it, with the same X-Webhook-ID and a fresh signature, and waits for the answer. `body` takes the place of the text that is sent and signed; `headers` go over those that were signed. The log of deliveries stays as it is.",
    effect: "write",
    input: () =>
      z.object({
        deliveryId: idField(),
        body: z.string().max(262_144).optional(),
        headers: z
          .record(
            headerName(),
            z
              .string()
              .max(4096)
              .regex(/^[\t -~]*$/),
          )
          .optional(),
      }),
    output: () =>
      z.strictObject({
        delivery: z.string(),
        success: z.boolean(),
        httpStatus: z.int().nullable(),
        responseBody: z.string().nullable(),
        error: z.string().nullable(),
      }),
    rest: commandFaces["control.webhooks.deliveries.replay"],
    tool: "webhook_replay",
    errors: ["not_found"],
  }),
  "control.webhooks.deliver": control({
    name: "control.webhooks.deliver",
    summary:
      "Lets the webhooks of a fork go: it keeps them, those that were on their way and all later ones, until it is told. Elsewhere it does nothing.",
    effect: "write",
    input: () => z.object({}),
    output: () => z.strictObject({ delivered: z.int() }),
    rest: { method: "POST", path: "/_ringback/webhooks/deliver", success: 200 },
    tool: "webhook_deliver",
  }),
};
