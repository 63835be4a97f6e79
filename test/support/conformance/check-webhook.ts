import type { IncomingHttpHeaders } from "node:http";
import { checkJson } from "./check-answer.ts";
import { pointerTo } from "./phone-contract.ts";

/** What a webhook's body and headers have that the contract does not, or lack that it has. */
export const checkWebhook = (text: string, headers: Headers): readonly string[] => {
  const { event, channel } = JSON.parse(text) as { readonly event?: unknown; readonly channel?: unknown };
  const name = `${String(event)}${channel === "voice" ? " voice" : ""}`;
  const schema = schemas[name];
  if (schema === undefined) return [`an event ${name} is not documented`];
  const missing = Object.entries(documentedHeaders)
    .filter(([header, form]) => !form.test(headers.get(header) ?? ""))
    .map(([header]) => `${header} is ${headers.get(header) ?? "missing"}`);
  const told = headers.get("x-webhook-event");
  const wrong = told === event ? [] : [`x-webhook-event says ${told}, the body ${String(event)}`];
  return [...missing, ...wrong, ...checkJson(pointerTo("components", "schemas", schema), text)];
};

const schemas: Readonly<Record<string, string>> = {
  "agent.message": "HookMessageEvent",
  "agent.message voice": "HookVoiceEvent",
  "agent.call_ended voice": "HookCallEndedEvent",
  "agent.reaction": "HookReactionEvent",
  "agent.contact_shared": "HookContactSharedEvent",
};

const documentedHeaders: Readonly<Record<string, RegExp>> = {
  "x-webhook-signature": /^sha256=[0-9a-f]{64}$/,
  "x-webhook-timestamp": /^\d{10}$/,
  "x-webhook-id": /./,
  "x-webhook-event": /./,
  "content-type": /^application\/json/,
};

/** The same of a request as it came. News of a test's own making, without data, are nobody's contract. */
export const checkReceived = (raw: Buffer, headers: IncomingHttpHeaders): readonly string[] => {
  const text = raw.toString("utf8");
  if (!/^\s*\{[^]*"data"\s*:/.test(text)) return [];
  const told = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  return checkWebhook(text, new Headers(told)).map(
    (what) => `a webhook was sent ${text.slice(0, 200)}: ${what}`,
  );
};
