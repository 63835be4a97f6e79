import type { Cast } from "./cast.ts";
import { callSteps, type CallWords, unansweredStep } from "./record-call.ts";
import type { CastLine } from "./find-lines.ts";
import type { Pseudonyms } from "./pseudonyms.ts";
import type { Item } from "./script-items.ts";
import { textStep } from "./text-step.ts";
import { textOf, type ToldEvent } from "./told-event.ts";
import { printDuration } from "../fields/print-duration.ts";
import { flowMap, quoted } from "./yaml-text.ts";

/** What went on between one person and one line. */
export interface Conversation {
  readonly person: string;
  readonly line: CastLine;
  /** What is to happen, from the first act on. */
  readonly items: Item[];
  /** What the line did, as matchers of events, in order. */
  readonly acts: string[];
}

interface Open extends Conversation {
  /** Where the next act of the person's belongs: behind the last one of the agent's. */
  list: Item[];
  /** The lists of what was sent, by the ids of the messages. */
  readonly sent: Map<string, { readonly at: number; readonly list: Item[] }>;
}

/** How late a report has to be to be worth a step. */
const lateReport = 30_000;

/** Sorts a session into conversations, and makes of each what its person does, as soon as the agent has done what it did then. */
export const findConversations = (
  events: readonly ToldEvent[],
  cast: Cast,
  pseudonyms: Pseudonyms,
): readonly Conversation[] => {
  const open = new Map<string, Open>();
  const told: CallWords = {
    words: (text) => pseudonyms.scrub(text).trim() || "…",
    keys: (digits) => pseudonyms.keys(digits),
  };
  for (const event of events) {
    const isTowardsLine = event.type.endsWith(".received");
    const talk = conversationOf(
      open,
      cast,
      textOf(event, isTowardsLine ? "from" : "to"),
      textOf(event, "line"),
    );
    if (talk === undefined) continue;
    const at = Date.parse(event.at);
    const note: Readonly<Record<string, () => void>> = {
      "message.received": () => noteText(talk, events, event, pseudonyms),
      "message.sent": () => noteSent(talk, event, at),
      "message.failed": () => noteReport(talk, event, at),
      "message.delivered": () => noteReport(talk, event, at),
      "reaction.received": () => noteReaction(talk, event, at),
      "call.received": () => noteReceived(talk, callOf(events, event), told),
      "call.placed": () => notePlaced(talk, callOf(events, event), told),
    };
    note[event.type]?.();
  }
  // Events of no kind that is noted leave conversations in which nothing happened.
  return [...open.values()].filter(({ items }) => items.length > 0);
};

const conversationOf = (
  open: Map<string, Open>,
  cast: Cast,
  number: string,
  lineNumber: string,
): Open | undefined => {
  const person = cast.person(number);
  const line = cast.line(lineNumber);
  if (person === undefined || line === undefined) return undefined;
  const key = `${number} ${lineNumber}`;
  const items: Item[] = [];
  const known = open.get(key) ?? { person, line, items, acts: [], list: items, sent: new Map() };
  open.set(key, known);
  return known;
};

const noteText = (
  talk: Open,
  events: readonly ToldEvent[],
  event: ToldEvent,
  pseudonyms: Pseudonyms,
): void => {
  const at = Date.parse(event.at);
  // That it was a code is told after the text.
  const issued = events.find(
    (other) => other.type === "otp.issued" && other["messageId"] === event["messageId"],
  );
  const parts = { event, from: talk.person, line: talk.line, issued, pseudonyms };
  talk.list.push({ at, ends: at, steps: [textStep(parts)] });
};

const noteReaction = (talk: Open, event: ToldEvent, at: number): void => {
  const reaction = quoted(textOf(event, "reaction"));
  const step = `reaction: ${flowMap({ from: talk.person, to: talk.line.reference, reaction })}`;
  talk.list.push({ at, ends: at, steps: [step] });
};

const callOf = (events: readonly ToldEvent[], { callId }: ToldEvent): readonly ToldEvent[] =>
  events.filter((event) => event["callId"] === callId);

const noteSent = (talk: Open, event: ToldEvent, at: number): void => {
  const list = noteAct(talk, "message.sent", at);
  talk.sent.set(textOf(event, "messageId"), { at, list });
};

/** What the agent did: from now on the person acts only when it has done so again. Answers the list of what comes then. */
const noteAct = (talk: Open, event: string, at: number): Item[] => {
  const matcher = `${event}: ${flowMap({ line: talk.line.reference, to: talk.person })}`;
  const list: Item[] = [];
  talk.acts.push(matcher);
  talk.list.push({ when: `{ ${matcher} }`, at, do: list });
  talk.list = list;
  return list;
};

const noteReport = (talk: Open, event: ToldEvent, at: number): void => {
  const sent = talk.sent.get(textOf(event, "messageId"));
  if (sent === undefined || talk.line.provider !== "agentphone") return;
  const failed = event.type === "message.failed";
  if (!failed && at - sent.at < lateReport) return;
  const errorCode = textOf(event, "errorCode");
  const fields = {
    status: failed ? "failed" : "delivered",
    errorCode: failed && /^\d{1,6}$/.test(errorCode) ? errorCode : undefined,
  };
  sent.list.push({ at, ends: at, steps: [`receipt: ${flowMap(fields)}`] });
};

const noteReceived = (talk: Open, events: readonly ToldEvent[], told: CallWords): void => {
  const [first] = events;
  if (first === undefined) return;
  const { at, ends } = timesOf(events);
  const parties = { from: talk.person, to: talk.line.reference };
  // Nobody answers at a number of the store.
  if (talk.line.provider === "agentphone" && events.some(({ type }) => type === "call.answered")) {
    const steps = [`call: ${flowMap(parties)}`, ...callSteps(events, told)];
    talk.list.push({ at, ends, steps });
    return;
  }
  // A line of AgentPhone would answer before long.
  const longest = talk.line.provider === "agentphone" ? 1000 : 120_000;
  const rings = Math.min(Math.round((ends - at) / 1000) * 1000, longest);
  const fields = { ...parties, rings: rings > 0 ? printDuration(rings) : undefined };
  talk.list.push({ at, ends: at + rings, steps: [`missed-call: ${flowMap(fields)}`] });
};

const notePlaced = (talk: Open, events: readonly ToldEvent[], told: CallWords): void => {
  const [first] = events;
  if (first === undefined) return;
  const { at, ends } = timesOf(events);
  const list = noteAct(talk, "call.placed", at);
  const answered = events.find(({ type }) => type === "call.answered");
  if (answered === undefined) {
    const step = unansweredStep(events);
    list.push({ at: step === "no-answer" ? at : Math.min(ends, at + 20_000), ends, steps: [step] });
    return;
  }
  const pickedUp = Math.min(Date.parse(answered.at), at + 20_000);
  list.push({ at: pickedUp, ends, steps: callSteps(events, told) });
};

const timesOf = (events: readonly ToldEvent[]): { readonly at: number; readonly ends: number } => ({
  at: Date.parse(events[0]?.at ?? ""),
  ends: Date.parse(
    (events.find(({ type }) => type === "call.ended" || type === "call.missed") ?? events.at(-1))?.at ?? "",
  ),
});
