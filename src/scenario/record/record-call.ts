import { textOf, type ToldEvent } from "./told-event.ts";
import { flowMap, quoted } from "./yaml-text.ts";

/** One call of a session: the events of it in order. */
type CallEvents = readonly ToldEvent[];

/** What was said and pressed, without anything private in it. */
export interface CallWords {
  readonly words: (text: string) => string;
  readonly keys: (digits: string) => string;
}

/** What the person at the far end of a call did, as steps, from the answer on. */
export const callSteps = (told: CallEvents, { words, keys }: CallWords): readonly string[] => {
  const events = mergeKeys(told);
  const steps: string[] = [];
  let spoken = false;
  const add = (...added: readonly string[]): void => void steps.push(...added);
  const isPlaced = events.some(({ type }) => type === "call.placed");
  const hearFirst = (): void => {
    if (spoken) add("hear: { matching: /.+/ }");
    spoken = false;
  };
  for (const [place, event] of events.entries()) {
    if (event.type === "call.answered") hearFirst();
    if (event.type === "call.answered" && isPlaced) add(answer(events, place, words));
    if (event.type === "turn.agent") spoken = event["interrupted"] !== true;
    if (event.type === "turn.user" && !isGreeting(events, place)) {
      const interrupts = wasInterrupted(events, place);
      hearFirst();
      add(say(event, interrupts, words));
    }
    if (event.type === "digits.pressed" && event["by"] === "user") {
      hearFirst();
      add(`press: ${quoted(keys(textOf(event, "digits")))}`);
    }
  }
  hearFirst();
  return [...steps, ...ending(events)];
};

/** Keys that were pressed one by one, as networks tell them, are one step: only together they show what they are. */
const mergeKeys = (events: CallEvents): CallEvents => {
  const merged: ToldEvent[] = [];
  for (const event of events) {
    const before = merged.at(-1);
    const goesOn = [before, event].every((one) => one?.type === "digits.pressed" && one["by"] === "user");
    if (before === undefined || !goesOn) merged.push(event);
    else
      merged[merged.length - 1] = { ...before, digits: textOf(before, "digits") + textOf(event, "digits") };
  }
  return merged;
};

const say = (event: ToldEvent, interrupts: boolean, words: CallWords["words"]): string => {
  const text = quoted(words(textOf(event, "text")));
  return interrupts ? `say: ${flowMap({ text, interrupt: "true" })}` : `say: ${text}`;
};

const answer = (events: CallEvents, place: number, words: CallWords["words"]): string => {
  const by = events[place]?.["by"];
  if (by === "screener") return "answer: { by: screener }";
  if (by !== "voicemail" && by !== "machine") return "answer";
  const greeting = events.slice(place + 1).find(({ type }) => type === "turn.user" || type === "turn.agent");
  const text = greeting?.type === "turn.user" ? words(textOf(greeting, "text")) : "Please leave a message.";
  return `voicemail: ${quoted(text)}`;
};

/** Whether a turn is what a voicemail says first, which is told with it. */
const isGreeting = (events: CallEvents, place: number): boolean => {
  const before = events.slice(0, place).findLast(({ type }) => /^(?:turn\.|call\.answered)/.test(type));
  return before?.type === "call.answered" && (before["by"] === "voicemail" || before["by"] === "machine");
};

/** Whether somebody talked over the agent: its turn, which was cut off, is told right before or right after theirs. */
const wasInterrupted = (events: CallEvents, place: number): boolean => {
  const turns = events.slice(0, place).findLast(({ type }) => type.startsWith("turn."));
  return turns?.type === "turn.agent" && turns["interrupted"] === true;
};

const ending = (events: CallEvents): readonly string[] => {
  const end = events.find(({ type }) => type === "call.ended");
  if (end === undefined) return ["hang-up"];
  const reason = textOf(end, "disconnectionReason");
  if (reason === "agent_hangup" || events.some(({ type }) => type === "call.transferred")) return [];
  if (reason.startsWith("error")) return ["hang-up: { drop: true }"];
  return ["hang-up"];
};

/** How a call that the line placed ended unanswered, as a step. */
export const unansweredStep = (events: CallEvents): string => {
  const end = events.find(({ type }) => type === "call.ended");
  const told = `${textOf(end ?? noEvent, "disconnectionReason")} ${textOf(end ?? noEvent, "status")}`;
  if (/busy/.test(told)) return "busy";
  // Somebody who declines hangs up while it rings.
  return /declined|rejected/.test(told) ? "hang-up" : "no-answer";
};

const noEvent: ToldEvent = { seq: 0, at: "", type: "" };
