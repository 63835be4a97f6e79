import type { Cast } from "./cast.ts";
import type { Conversation } from "./conversations.ts";
import { textOf, type ToldEvent } from "./told-event.ts";
import { flowMap } from "./yaml-text.ts";

/** The section `expect`: that the agent does again what it did, towards the same people and in the same order; never its words. */
export const printExpectations = (
  events: readonly ToldEvent[],
  cast: Cast,
  conversations: readonly Conversation[],
): readonly string[] => {
  const items = [
    ...cast.rented.flatMap(({ rental = [] }) => rental),
    ...conversations.flatMap(({ acts }) => printOrder(acts)),
    ...new Set(events.flatMap((event) => printEvent(event, cast))),
  ];
  return items.length === 0 ? [] : ["expect:", ...items.map((line) => `  ${line}`)];
};

const printOrder = (acts: readonly string[]): readonly string[] =>
  acts.length < 2 ? acts.map((act) => `- ${act}`) : ["- order:", ...acts.map((act) => `    - ${act}`)];

const printEvent = (event: ToldEvent, cast: Cast): readonly string[] => {
  const line = cast.line(textOf(event, "line"))?.reference;
  if (line === undefined) return [];
  const from = cast.person(textOf(event, "from"));
  const to = cast.person(textOf(event, "to"));
  const parties = { line, from, to };
  if (event.type === "message.read") return [`- message.read: ${flowMap({ line })}`];
  // What lines do among each other is for their agents to say.
  if (from === undefined && to === undefined) return [];
  switch (event.type) {
    case "call.answered":
      return event["by"] === "agent" ? [`- call.answered: ${flowMap(parties)}`] : [];
    case "turn.agent":
    case "call.missed":
    case "call.transferred":
      return [`- ${event.type}: ${flowMap(parties)}`];
    case "digits.pressed":
      return event["by"] === "agent" ? [`- digits.pressed: ${flowMap({ ...parties, by: "agent" })}`] : [];
    case "call.ended":
      return [`- call.ended: ${flowMap({ ...parties, disconnectionReason: ownReason(event) })}`];
    default:
      return [];
  }
};

/** How a call ended is the agent's doing only where it hung up. */
const ownReason = (event: ToldEvent): string | undefined =>
  event["disconnectionReason"] === "agent_hangup" ? "agent_hangup" : undefined;
