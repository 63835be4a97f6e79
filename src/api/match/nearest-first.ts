import type { WorldEvent } from "../../contract/events.ts";
import type { EventMatcher } from "./condition.ts";
import { describeValue } from "./describe-value.ts";
import { describeMiss, type Difference } from "./match.ts";
import type { NumberOf, ShowValue } from "./matcher-definition.ts";
import { type Miss, misses } from "./misses.ts";
import { kindOfField } from "./value-kind.ts";

/** An event of the type that is meant, and how far it is from being meant itself. */
export interface Near {
  readonly event: WorldEvent;
  /** Empty when it is meant. */
  readonly misses: readonly Miss[];
  /** How much the misses together say that it was about something else. */
  readonly strangeness: number;
}

/** How to look, and how much to tell of it. */
interface Telling {
  readonly numberOf: NumberOf;
  /** How many events at most. */
  readonly most: number;
  readonly show?: ShowValue;
}

/** The events of the type that is meant, nearest first, each with all that differs; those that are meant lead. */
export const nearestFirst = (
  events: Iterable<WorldEvent>,
  matcher: EventMatcher,
  { numberOf, most, show = describeValue }: Telling,
): readonly { readonly event: WorldEvent; readonly differences: readonly Difference[] }[] =>
  Array.from(events)
    .flatMap((event) => nearTo(matcher, event, numberOf) ?? [])
    .toSorted(byNearness)
    .slice(0, most)
    .map((near) => ({
      event: near.event,
      differences: near.misses.map((miss) => describeMiss(miss, show)),
    }));

/** How near an event is, or undefined when it is of another type. */
export const nearTo = (
  { event, condition }: EventMatcher,
  found: WorldEvent,
  numberOf: NumberOf,
): Near | undefined => {
  if (found.type !== event) return undefined;
  const missed = misses(condition, found, numberOf);
  const strangeness = missed.reduce((sum, { path }) => sum + weigh(kindOfField(event, fieldOf(path))), 0);
  return { event: found, misses: missed, strangeness };
};

/** Puts the nearer of two events first: by the number of misses, then by what they are misses of, then the later. */
export const byNearness = (one: Near, other: Near): number =>
  one.misses.length - other.misses.length ||
  one.strangeness - other.strangeness ||
  other.event.seq - one.event.seq;

const fieldOf = (path: string): string => path.split(/[.[]/, 1)[0] ?? "";

/** Who texted whom says more about what an event was for than its words do. */
const weigh = (kind: ReturnType<typeof kindOfField>): number => {
  if (kind === "text") return 0;
  return kind === "number" || kind === "id" ? 2 : 1;
};
