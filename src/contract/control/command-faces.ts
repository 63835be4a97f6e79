import type { RestFace } from "../operation.ts";

/** Where the operations are that commands ask for, apart from their schemas: those take longer to load than to be asked for. */
export const commandFaces = {
  "control.calls.get": { method: "GET", path: "/_ringback/calls/:callId", success: 200 },
  "control.calls.list": {
    method: "GET",
    path: "/_ringback/calls",
    success: 200,
    query: { all: "boolean", limit: "integer" },
  },
  "control.calls.wait": {
    method: "GET",
    path: "/_ringback/calls/:callId/wait",
    success: 200,
    query: { until: "text", turns: "integer", timeout: "text" },
  },
  "control.clock.get": { method: "GET", path: "/_ringback/clock", success: 200 },
  "control.events.list": {
    method: "GET",
    path: "/_ringback/events",
    success: 200,
    query: { after: "integer", limit: "integer", type: "text" },
  },
  "control.mailbox.list": {
    method: "GET",
    path: "/_ringback/mailbox",
    success: 200,
    query: { to: "text", limit: "integer" },
  },
  "control.people.call": { method: "POST", path: "/_ringback/people/call", success: 201 },
  "control.people.otp": { method: "POST", path: "/_ringback/people/otp", success: 201 },
  "control.people.text": { method: "POST", path: "/_ringback/people/text", success: 201 },
  "control.wait": {
    method: "GET",
    path: "/_ringback/wait",
    success: 200,
    query: { type: "text", after: "integer", timeout: "text" },
    openQuery: true,
  },
  "control.webhooks.deliveries.list": {
    method: "GET",
    path: "/_ringback/webhooks/deliveries",
    success: 200,
    query: { status: "text", limit: "integer", offset: "integer" },
  },
  "control.webhooks.deliveries.replay": {
    method: "POST",
    path: "/_ringback/webhooks/deliveries/:deliveryId/replay",
    success: 200,
  },
  "control.world.state": { method: "GET", path: "/_ringback/state", success: 200 },
} as const satisfies Readonly<Record<string, RestFace>>;
