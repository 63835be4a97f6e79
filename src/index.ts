export type { EventFields, EventName, WorldEvent } from "./contract/events.ts";
export type { OperationName } from "./contract/operations.ts";
export { type ErrorCode, RingbackError } from "./kernel/errors.ts";
export { RemoteFailure } from "./runtime/remote/remote-failure.ts";
export type { Blame, Failure, ScenarioResult, Warning } from "./scenario/report/report.ts";
export type {
  AccountRequest,
  Accounts,
  OpenedAccount,
  PhoneCosts,
  PhoneProfile,
  ProfileChange,
} from "./testing/accounts.ts";
export type { AgentDeed, CallAgent } from "./testing/call-agent.ts";
export type { CallReading, EndedCall, SpokenTurn } from "./testing/call-reading.ts";
export type { Calls, NextCall } from "./testing/calls.ts";
export type { CheckedCode, Codes } from "./testing/codes.ts";
export { type ConnectOptions, connectRingback } from "./testing/connect-ringback.ts";
export type { Duration } from "./testing/duration.ts";
export type { WaitOptions } from "./testing/event-watch.ts";
export type { AwaitedEvent, EventOf, EventWish, Numbered } from "./testing/events.ts";
export type {
  Line,
  Lines,
  PhoneRentRequest,
  RentedLine,
  RentedPhoneLine,
  RentRequest,
} from "./testing/lines.ts";
export type { Letter, Mailbox } from "./testing/mailbox.ts";
export type { People, PersonOptions } from "./testing/people.ts";
export type { HeardWish } from "./testing/heard-wish.ts";
export type {
  Answers,
  CallOptions,
  CodeOptions,
  ImessageOptions,
  Person,
  Place,
  SentCode,
} from "./testing/person.ts";
export type { PhoneCall, SayOptions, Within } from "./testing/phone-call.ts";
export type { CallTaker, CallTaking, PlayOptions } from "./testing/take-calls.ts";
export type { PhoneAgent, PhoneAgentRequest, PhoneAgents } from "./testing/phone-agents.ts";
export type { OwnWorld, PhoneWorld, Snapshot } from "./testing/phone-world.ts";
export type {
  RingbackHandle,
  RingbackWorlds,
  WorldRequest,
  WorldSummary,
} from "./testing/ringback-handle.ts";
export { type StartOptions, startRingback } from "./testing/start-ringback.ts";
export type { Story, StoryStatus } from "./testing/story.ts";
export { StoryFailure } from "./testing/story-failure.ts";
export type {
  Delivery,
  DeliveryAttempt,
  DeliveryEdit,
  DeliveryQuery,
  ReplayedDelivery,
  Webhooks,
} from "./testing/webhooks.ts";
export type { ClockReading, WorldClock } from "./testing/world-clock.ts";
export type { Fault, FaultRequest, Faults, WebhookFaultRequest } from "./testing/world-faults.ts";
export type { WorldJournal } from "./testing/world-journal.ts";
export type { Ask, AskOptions } from "./testing/world-port.ts";
