import type { EventMatcher } from "../api/match/condition.ts";
import { describeBare } from "../api/match/describe-value.ts";
import { explain } from "../api/match/explain.ts";
import { type Difference, differences, tellDifference } from "../api/match/match.ts";
import { nearestFirst } from "../api/match/nearest-first.ts";
import type { WorldEvent } from "../contract/events.ts";
import type { ReadWish } from "./read-wish.ts";

/** Where an event is not as it was wished for; nothing when it is. */
export const differencesOf = ({ type, fields }: ReadWish, event: WorldEvent): readonly Difference[] => {
  if (event.type !== type) return [{ path: "type", wanted: type, found: event.type }];
  return differences({ is: "fields", fields }, event, nobody);
};

/** A wish in words: `message.received with to “+12125550186”`. */
export const tellWish = (wish: ReadWish): string => explain(matcherOf(wish), describeBare);

/** Which of some events came nearest to a wish, in a sentence; or that there was none. */
export const tellNearest = (wish: ReadWish, events: readonly WorldEvent[]): string => {
  const [nearest] = nearestFirst(events, matcherOf(wish), { numberOf: nobody, most: 1, show: describeBare });
  if (nearest === undefined) return `There has been no ${wish.type}.`;
  const { event, differences: differs } = nearest;
  if (differs.length === 0) return `There is #${event.seq}.`;
  return `The nearest is #${event.seq}: its ${differs.map(tellDifference).join(", its ")}.`;
};

const matcherOf = ({ type, fields }: ReadWish): EventMatcher => ({
  event: type,
  condition: { is: "fields", fields },
});

// Names were turned into numbers when the wish was read.
const nobody = (): undefined => undefined;
