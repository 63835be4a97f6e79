import type { WorldEvent } from "../../contract/events.ts";
import { limitKind } from "../../kernel/clock/time-limits.ts";
import type { RingbackError } from "../../kernel/errors.ts";
import type { World } from "../../world/world.ts";
import type { Context } from "../context.ts";
import type { EventMatcher } from "../match/condition.ts";
import { EventSearch } from "./event-search.ts";

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

const waitFor = (
  { running: { world }, stay, gone }: Context,
  search: EventSearch,
  timeoutMs: number,
): Promise<WorldEvent> =>
  new Promise((resolve, reject) => {
    let anythingHappened = false;
    // Everything ends in the same step: the clock must not jump once more for a wait that is over.
    const stops: (() => void)[] = [];
    const end = (): void => {
      for (const stop of stops) stop();
    };
    const refuse = (refusal: RingbackError): void => {
      end();
      reject(refusal);
    };
    const leave = (): void => refuse(search.refusal("wait_timed_out", "whoever waited has gone."));
    if (gone?.aborted === true) return leave();
    gone?.addEventListener("abort", leave);
    stops.push(() => gone?.removeEventListener("abort", leave));
    stops.push(
      world.limits.open(world.nextId("wait"), timeoutMs, (how) =>
        refuse(
          how === "passed"
            ? passed(world, search, timeoutMs, anythingHappened)
            : search.refusal("nothing_scheduled", "the world it was waited for in has ended."),
        ),
      ),
      world.events.subscribe((event) => {
        if (event.type !== "clock.jumped" && event.type !== "request.answered") anythingHappened = true;
        if (!search.takes(event)) return;
        end();
        resolve(event);
      }),
    );
    const pending = stay?.pend();
    stops.push(() => pending?.end());
  });

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
