import { objectionToWebhookPoint } from "../../api/control/fault-points.ts";
import { deedTakesTime, type FaultAnswer, type WebhookDeed, webhookDeeds } from "../../kernel/faults.ts";
import { choice } from "../fields/fields.ts";
import { scalar } from "../fields/scalar.ts";
import type { Reading } from "../fields/scalar.ts";
import { quote } from "../source/quote.ts";
import { pause } from "./pause.ts";

/** What a fault of webhooks says besides how often it strikes: at which events, what it does, and for `delay` by how much. */
export const webhookFaultFields = () => ({
  webhook: scalar("the event of webhooks at which it strikes, such as agent.message or *", readEvent, {
    pattern: "^[a-z_.*]+$",
  }).exactOptional(),
  do: choice("what becomes of what a webhook is told", webhookDeeds).exactOptional(),
  by: pause(
    "how late it leaves, for delay; how long it lets others pass at most, for reorder",
  ).exactOptional(),
});

/** A fault of webhooks as its fields say it. */
export interface WebhookFaultFields {
  readonly webhook?: string;
  readonly do?: WebhookDeed;
  readonly by?: number;
}

/** A mistake between the fields: what is wrong and the key at which to say so. */
export interface FieldMistake {
  readonly key: string;
  readonly message: string;
  readonly cure: string;
}

/** Finds what does not go together in a fault that names a webhook, or has a field of those. */
export const webhookFaultMistake = (
  { webhook, do: deed, by }: WebhookFaultFields,
  others: { readonly api?: string; readonly answer?: unknown },
): FieldMistake | undefined => {
  if (webhook === undefined) {
    const [key] = Object.entries({ do: deed, by }).flatMap(([name, value]) =>
      value === undefined ? [] : [name],
    );
    if (key === undefined) return undefined;
    return {
      key,
      message: `${quote(key)} is for faults of webhooks.`,
      cure: "Name one: `webhook: agent.message`.",
    };
  }
  const [stranger] = Object.entries(others).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (stranger !== undefined) {
    const message = `A fault strikes operations or webhooks, and ${quote(stranger)} is of the former.`;
    return { key: stranger, message, cure: "Make two faults of it." };
  }
  if (deed === undefined) {
    const message = "This fault does not say what becomes of the webhook.";
    return { key: "webhook", message, cure: `Write \`do:\` with one of: ${webhookDeeds.join(", ")}.` };
  }
  if (by === undefined || deedTakesTime(deed)) return undefined;
  return { key: "by", message: `${quote("by")} goes with delay and reorder.`, cure: "Remove it." };
};

/** Where such a fault strikes, and what it does. */
export const toWebhookFault = (
  webhook: string,
  deed: WebhookDeed,
  by: number | undefined,
): { readonly api: string; readonly answer: FaultAnswer } => ({
  api: `webhook:${webhook}`,
  answer: { kind: "webhook", deed, ...(by !== undefined && { byMilliseconds: by }) },
});

const readEvent = (written: string): Reading<string> => {
  const objection = objectionToWebhookPoint(`webhook:${written}`);
  if (objection === undefined) return { value: written };
  const near = objection.near?.replace("webhook:", "");
  const cure =
    near === undefined ? "Write agent.message, agent.reaction or *." : `Did you mean ${quote(near)}?`;
  return { message: `${quote(written)} ${objection.why}.`, cure };
};
