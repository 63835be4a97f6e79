import type { eventOperations } from "../../contract/control/events.ts";
import { toMillisecondText } from "../../kernel/time-text.ts";
import type { HandlersOf } from "../context.ts";

export const eventHandlers: HandlersOf<typeof eventOperations> = {
  "control.events.list": ({ after = 0, limit = 100, type }, { running }) => {
    const { events } = running.world;
    const seen =
      type === undefined ? events.after(after, limit) : events.after(after, Number.MAX_SAFE_INTEGER);
    const page = seen.filter((event) => type === undefined || event.type === type).slice(0, limit);
    return {
      events: page.map((event) => ({ ...event, at: toMillisecondText(event.at) })),
      next: page.at(-1)?.seq ?? after,
    };
  },
};
