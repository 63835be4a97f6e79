import { readCall } from "./call-reading.ts";
import { type Duration, writeDuration } from "./duration.ts";
import type { Numbered } from "./events.ts";
import { numberOf } from "./number-of.ts";
import { CallHandle, type PhoneCall } from "./phone-call.ts";
import {
  type CallTaker,
  type CallTaking,
  type CallWorld,
  playPerson,
  type PlayOptions,
  takeCalls,
} from "./take-calls.ts";
import type { Ask } from "./world-port.ts";

/** A one-time code to send. */
export interface CodeOptions {
  /** How many digits to draw: 4 to 8, 6 when not said. */
  readonly digits?: number;
  /** The code itself, instead of one drawn from the seed. */
  readonly code?: string;
  /** The text to send, with `${code}` where the code goes. */
  readonly text?: string;
  /** After how much of the world's time it is of no use any more. Default: never. */
  readonly expiresIn?: Duration;
}

/** A one-time code that was sent. */
export interface SentCode {
  readonly code: string;
  readonly messageId: string;
  /** Milliseconds since 1970 on the world's clock. Absent when it never expires. */
  readonly expiresAt?: number;
}

/** What may go with an iMessage. */
export interface ImessageOptions {
  /** URLs of pictures and other files, twenty at most. */
  readonly media?: readonly string[];
  /** The group that it is written in, `grp_…`; the line has to be in it. */
  readonly group?: string;
}

/** Where somebody is, in degrees. */
export interface Place {
  /** -90 to 90. */
  readonly latitude: number;
  /** -180 to 180. */
  readonly longitude: number;
}

/** How somebody calls. */
export interface CallOptions extends PlayOptions {
  /** When they give up, in the world's time. Default: after a minute. */
  readonly ringFor?: Duration;
  /** What they say, turn by turn, before they hang up, instead of what the test says. */
  readonly says?: readonly string[];
  /** Somebody takes the call at a line of the store's, where nobody does otherwise. */
  readonly answered?: boolean;
}

/** What somebody does when a line calls them. */
export type Answers = { readonly after: Duration } | "never" | "busy" | "declines" | "voicemail" | "screens";

/** Somebody with a telephone. Whatever they do reaches the line before the promise is kept; no time passes. */
export interface Person extends Numbered {
  /** Absent for somebody of whom only the number is known. */
  readonly name?: string;
  /** Texts a line. Throws `not_found` when the number is no line's. */
  text(to: Numbered | string, body: string): Promise<{ readonly messageId: string }>;
  /**
   * Texts a line of AgentPhone one to twenty URLs of pictures and other files. Throws as `text`, and
   * `unsupported_configuration` for a line of the store.
   */
  mms(
    to: Numbered | string,
    media: readonly string[],
    body?: string,
  ): Promise<{ readonly messageId: string }>;
  /**
   * Sends an iMessage to an iMessage line of AgentPhone. Throws as `text`, and `unsupported_configuration` for a line
   * without iMessage.
   */
  imessage(
    to: Numbered | string,
    body: string,
    options?: ImessageOptions,
  ): Promise<{ readonly messageId: string }>;
  /**
   * Puts a tapback on an iMessage: `love`, `like`, `dislike`, `laugh`, `emphasize`, `question` or an emoji; on that
   * message, or on the last that this line sent them. Throws `not_found`, and `not_possible` where it is no iMessage.
   */
  react(
    about: Numbered | string | { readonly messageId: string },
    reaction: string,
  ): Promise<{ readonly messageId: string }>;
  /** Shares where they are with every agent of AgentPhone that asks; without a place they share none any longer. */
  locate(place?: Place): Promise<void>;
  /** Texts a line a one-time code. The world then knows it: `otp.issued`, `otp.used`, `otp.expired`. */
  otp(to: Numbered | string, options?: CodeOptions): Promise<SentCode>;
  /** Calls a line. Whoever is called takes it or does not; what the caller does is for the test to say. Throws as `text`. */
  call(to: Numbered | string, options?: CallOptions): Promise<PhoneCall>;
  /** What they do when a line calls them, from now on. Default: they answer after two rings. */
  answers(how: Answers): Promise<void>;
  /** What they say in a call, turn by turn, before they hang up; nothing at all: the usual few sentences. */
  says(lines: readonly string[]): Promise<void>;
  /** Has every call to them wait for the test, from now on: `calls.next({ to })` takes each. */
  played(options?: PlayOptions): Promise<void>;
  /** Has every call to them taken so, from now on. It moves no time. */
  takesCalls(take: CallTaker, options?: PlayOptions): Promise<CallTaking>;
  /** Calls a line and gives up at once: the agent finds a missed call. */
  missedCall(to: Numbered | string): Promise<{ readonly callId: string }>;
}

/** Whoever has this number, and this name if they were given one. */
export const personOf = (world: CallWorld, from: string, name?: string): Person => ({
  number: from,
  ...(name !== undefined && { name }),
  ...textsOf(world.ask, from),
  ...callsOf(world, from),
});

const textsOf = (ask: Ask, from: string): Omit<Person, "number" | "name" | CallDeed> => ({
  text: (to, body) => ask("control.people.text", { from, to: numberOf(to), body }),
  mms: (to, media, body = "") =>
    ask("control.people.text", { from, to: numberOf(to), body, channel: "mms", mediaUrls: [...media] }),
  imessage: (to, body, { media, group } = {}) =>
    ask("control.people.text", {
      from,
      to: numberOf(to),
      body,
      channel: "imessage",
      ...(media !== undefined && { mediaUrls: [...media] }),
      ...(group !== undefined && { group }),
    }),
  react: (about, reaction) => ask("control.people.react", { from, reaction, ...readAbout(about) }),
  locate: async (place) => {
    await ask("control.people.locate", { number: from, ...place });
  },
  otp: async (to, { expiresIn, ...options } = {}) => {
    const life = expiresIn === undefined ? {} : { expiresIn: writeDuration(expiresIn) };
    const sent = await ask("control.people.otp", { ...options, ...life, from, to: numberOf(to) });
    const { expiresAt, ...code } = sent;
    return expiresAt === undefined ? code : { ...code, expiresAt: Date.parse(expiresAt) };
  },
});

type CallDeed = "call" | "answers" | "says" | "played" | "takesCalls" | "missedCall";

const callsOf = (world: CallWorld, number: string): Pick<Person, CallDeed> => ({
  call: async (to, { ringFor = "1m", says, agent, answered } = {}) => {
    const { callId } = await world.ask("control.people.call", {
      from: number,
      to: numberOf(to),
      ringFor: writeDuration(ringFor),
      ...(says === undefined ? { played: true } : { says: [...says] }),
      ...(agent === "played" && { agentPlayed: true }),
      ...(answered !== undefined && { answered }),
    });
    return new CallHandle(world.ask, readCall(await world.ask("control.calls.get", { callId })));
  },
  answers: async (how) => {
    const answers = typeof how === "object" ? { after: writeDuration(how.after) } : how;
    await world.ask("control.people.instruct", { number, answers, played: false });
  },
  says: async (lines) => {
    await world.ask("control.people.instruct", { number, says: [...lines], played: false });
  },
  played: async (options = {}) => {
    await playPerson(world, number, options);
  },
  takesCalls: (take, options = {}) => takeCalls(world, number, take, options),
  missedCall: async (to) => {
    const input = { from: number, to: numberOf(to), ringFor: "0s" };
    const { callId } = await world.ask("control.people.call", input);
    return { callId };
  },
});

const readAbout = (
  about: Numbered | string | { readonly messageId: string },
): { readonly messageId: string } | { readonly to: string; readonly last: true } =>
  typeof about === "object" && "messageId" in about
    ? { messageId: about.messageId }
    : { to: numberOf(about), last: true };
