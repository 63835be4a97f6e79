import { callEvents } from "./call-events.ts";

/** What a field of an event holds: `number` is E.164, `minor` whole cents, `instant` ISO 8601; a `?` may be absent. */
type Kind = "text" | "number" | "id" | "count" | "flag" | "minor" | "instant";
type FieldKind = Kind | `${Kind}?`;

interface EventDeclaration {
  readonly summary: string;
  readonly fields: Readonly<Record<string, FieldKind>>;
}

const messageFields = {
  line: "number",
  from: "number",
  to: "number",
  body: "text",
  channel: "text",
  messageId: "id",
  conversationId: "id?",
  mediaUrl: "text?",
} as const;

/** Every event ringback can announce, `noun.verbed`, seen from the account's line. A closed list. */
export const events = {
  "message.received": { summary: "A text reached a line.", fields: messageFields },
  "message.sent": { summary: "A line sent a text.", fields: { ...messageFields, segments: "count" } },
  "message.delivered": {
    summary: "A text that a line sent reached the other end.",
    fields: { line: "number", from: "number", to: "number", messageId: "id" },
  },
  "message.failed": {
    summary: "A text that a line sent did not reach the other end.",
    fields: {
      line: "number",
      from: "number",
      to: "number",
      messageId: "id",
      why: "text",
      errorCode: "text?",
    },
  },
  "reaction.received": {
    summary: "Somebody reacted to a message of a line.",
    fields: { line: "number", from: "number", messageId: "id", reaction: "text" },
  },
  "reaction.sent": {
    summary: "A line reacted to a message.",
    fields: { line: "number", to: "number", messageId: "id", reaction: "text" },
  },
  "typing.sent": {
    summary: "A line showed that it is typing.",
    fields: { line: "number", to: "number", conversationId: "id" },
  },
  "conversation.changed": {
    summary: "What is kept of a thread besides its messages changed: its metadata, group name or wallpaper.",
    fields: { line: "number", conversationId: "id", fields: "text" },
  },
  "contact.changed": {
    summary: "Somebody was put into an account's address book, changed there or taken out.",
    fields: { account: "id", contactId: "id", number: "number", what: "text" },
  },
  "optout.set": {
    summary: "Somebody wants no more texts from a line.",
    fields: { line: "number", from: "number", word: "text" },
  },
  "optout.cleared": {
    summary: "Somebody wants texts from a line again.",
    fields: { line: "number", from: "number", word: "text" },
  },
  "message.read": {
    summary: "An agent read a text whole for the first time.",
    fields: { line: "number", messageId: "id" },
  },
  ...callEvents,
  "otp.issued": {
    summary: "A one-time code was texted to a line.",
    fields: {
      from: "number",
      to: "number",
      code: "text",
      otpId: "id",
      messageId: "id",
      expiresAt: "instant?",
    },
  },
  "otp.used": {
    summary: "A one-time code was used, at `/_ringback/otps/check`; `expired` when that was too late.",
    fields: { from: "number", to: "number", code: "text", otpId: "id", expired: "flag" },
  },
  "otp.expired": {
    summary: "A one-time code ran out unused.",
    fields: { from: "number", to: "number", code: "text", otpId: "id" },
  },
  "line.rented": {
    summary: "A number became a line of an account.",
    fields: { line: "number", account: "id", provider: "text", country: "text", numberType: "text" },
  },
  "line.released": {
    summary: "A line was given back to the network.",
    fields: { line: "number", account: "id", provider: "text" },
  },
  "code.emailed": {
    summary: "A code was emailed: it lies in the world's mailbox.",
    fields: { to: "text", code: "text", emailId: "id" },
  },
  "registration.decided": {
    summary: "A registration for texting was decided.",
    fields: { account: "id", status: "text" },
  },
  "webhook.queued": {
    summary: "A webhook is about to be told of something.",
    fields: { delivery: "id", event: "text", channel: "text", url: "text", lane: "text" },
  },
  "webhook.delivered": {
    summary: "A webhook took what it was told.",
    fields: {
      delivery: "id",
      event: "text",
      channel: "text",
      url: "text",
      status: "count",
      attempt: "count",
    },
  },
  "webhook.failed": {
    summary: "A webhook was told and did not take it; `final` when nobody tries again.",
    fields: {
      delivery: "id",
      event: "text",
      channel: "text",
      url: "text",
      attempt: "count",
      final: "flag",
      why: "text",
    },
  },
  "webhook.unheard": {
    summary: "Something happened that a webhook would have been told, but none is set.",
    fields: { event: "text", channel: "text", account: "id", agent: "id?" },
  },
  "quote.created": {
    summary: "The store quoted a price.",
    fields: { quoteId: "id", account: "id", totalMinor: "minor" },
  },
  "purchase.completed": {
    summary: "The store sold something and took the money.",
    fields: { purchaseId: "id", serviceId: "id", account: "id", totalMinor: "minor", line: "number" },
  },
  "balance.changed": {
    summary: "The money on a wallet or on a rented number changed.",
    fields: { owner: "id", previousMinor: "minor", newMinor: "minor", reason: "text" },
  },
  "credit.changed": {
    summary:
      "What an account may spend at AgentPhone changed, in thousandths of a US dollar; a side that is absent has no end.",
    fields: { account: "id", previousMills: "count?", newMills: "count?", reason: "text" },
  },
  "account.created": { summary: "An account came into being.", fields: { account: "id", name: "text" } },
  "account.removed": {
    summary: "An account is gone: a sub-account was deleted, or a sign-up could not be completed.",
    fields: { account: "id", name: "text", why: "text" },
  },
  "location.shared": {
    summary: "Somebody shared where they are, in degrees; without a place they no longer do.",
    fields: { number: "number", latitude: "text?", longitude: "text?" },
  },
  "person.added": { summary: "A person got a telephone.", fields: { name: "text", number: "number" } },
  "request.answered": {
    summary: "An operation was answered.",
    fields: { operation: "text", by: "text", account: "id?", outcome: "text", why: "text?" },
  },
  "fault.struck": {
    summary: "Something went wrong on purpose.",
    fields: { fault: "id", point: "text", kind: "text", operation: "text" },
  },
  "clock.jumped": {
    summary: "Time moved on at once, and what made it.",
    fields: { signal: "text", from: "instant", to: "instant" },
  },
  "clock.set": { summary: "The clock changed its mode.", fields: { mode: "text" } },
  "hold.expired": {
    summary: "Something in flight never ended, and time went on without it.",
    fields: { name: "text", timeoutMs: "count" },
  },
  "scenario.started": { summary: "A scenario began to play.", fields: { run: "id", name: "text" } },
  "scenario.noted": { summary: "A scenario's caption.", fields: { run: "id", text: "text" } },
  "scenario.step.failed": {
    summary: "A step of a scenario could not be done.",
    fields: { run: "id", step: "text", line: "count", file: "text?", code: "text?", why: "text" },
  },
  "expectation.overdue": {
    summary: "Something a scenario expects did not happen in time.",
    fields: { run: "id", line: "count", what: "text" },
  },
  "scenario.paused": {
    summary: "A scenario was paused: none of its steps begins.",
    fields: { run: "id", name: "text" },
  },
  "scenario.resumed": { summary: "A paused scenario goes on.", fields: { run: "id", name: "text" } },
  "scenario.ended": { summary: "A scenario has no steps left.", fields: { run: "id", name: "text" } },
} as const satisfies Record<string, EventDeclaration>;

/** The name of an event. */
export type EventName = keyof typeof events;

type Held<Declared extends FieldKind> = Declared extends "count" | "count?" | "minor" | "minor?"
  ? number
  : Declared extends "flag" | "flag?"
    ? boolean
    : string;
type RequiredNames<Fields> = {
  [Name in keyof Fields]: Fields[Name] extends `${string}?` ? never : Name;
}[keyof Fields];
type OptionalNames<Fields> = Exclude<keyof Fields, RequiredNames<Fields>>;

/** The fields of one event, as they are announced. */
export type EventFields<Name extends EventName> = {
  readonly [Field in RequiredNames<(typeof events)[Name]["fields"]>]: Held<
    (typeof events)[Name]["fields"][Field] & FieldKind
  >;
} & {
  readonly [Field in OptionalNames<(typeof events)[Name]["fields"]>]?: Held<
    (typeof events)[Name]["fields"][Field] & FieldKind
  >;
};

/** An event as it was announced: its place in the log, the virtual instant (milliseconds) and its own fields. */
export type WorldEvent = {
  [Name in EventName]: { readonly seq: number; readonly at: number; readonly type: Name } & EventFields<Name>;
}[EventName];
