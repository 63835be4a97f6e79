import type { WorldEvent } from "../../contract/events.ts";
import { limitKind } from "../../kernel/clock/time-limits.ts";
import type { RingbackError } from "../../kernel/errors.ts";
import type { World } from "../../world/world.ts";
import type { Context } from "../context.ts";
import type { EventMatcher } from "../match/condition.ts";
import { EventSearch } from "./event-search.ts";
import { standBy } from "./stand-by.ts";

/** What to wait for, from where in the log on, and how long on the world's clock. */
interface Awaited {
  readonly matcher: EventMatcher;
  readonly after: number;
  readonly timeoutMs: number;
}

/** The oldest event that matches, past ones included. Throws the refusal when none comes. */
export const awaitEvent = async (context: Context, awaited: Awaited): Promise<WorldEvent> => {
  const { matcher, after, timeoutMs } = awaited;
  const { events } = context.running.world;
  const search = new EventSearch(matcher, after);
  for (const event of events.after(after, Number.MAX_SAFE_INTEGER)) if (search.takes(event)) return event;
  if (timeoutMs === 0) throw search.refusal("wait_timed_out", "a timeout of 0 only looks at the past.");
  if (context.stay === undefined) {
    const why = "a scenario's step cannot wait, since the clock waits for it. Expect the event instead.";
    throw search.refusal("clock_held", why);
  }
  return waitFor(context, search, timeoutMs);
};

const waitFor = (context: Context, search: EventSearch, timeoutMs: number): Promise<WorldEvent> => {
  const { world } = context.running;
  let anythingHappened = false;
  return standBy<WorldEvent>(context, {
    timeoutMs,
    look: (event, found) => {
      if (event.type !== "clock.jumped" && event.type !== "request.answered") anythingHappened = true;
      if (search.takes(event)) found(event);
    },
    refuse: (how) => {
      if (how === "passed") return passed(world, search, timeoutMs, anythingHappened);
      if (how === "gone") return search.refusal("wait_timed_out", "whoever waited has gone.");
      return search.refusal("nothing_scheduled", "the world it was waited for in has ended.");
    },
  });
};

const passed = (
  world: World,
  search: EventSearch,
  timeoutMs: number,
  anythingHappened: boolean,
): RingbackError => {
  const { clock } = world;
  const isOver = clock.timers().every((timer) => timer.class === "upkeep" || timer.kind === limitKind);
  if (clock.mode() === "auto" && isOver && !anythingHappened) {
    const why = "nothing happened, and nothing is scheduled in this world that could still happen.";
    return search.refusal("nothing_scheduled", why);
  }
  return search.refusal("wait_timed_out", `${timeoutMs} ms of the world's time have passed.`);
};
