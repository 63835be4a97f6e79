import type { Call } from "../../../world/call-entities.ts";
import type { CallFilter } from "./call-wish.ts";

/** The calls that a filter lets through, in their order. */
export const filterCalls = (calls: readonly Call[], filter: CallFilter): readonly Call[] => {
  const { status, direction, type, search } = filter;
  if ([status, direction, type, search].every((wish) => wish === undefined)) return calls;
  return calls.filter(
    (call) =>
      (status === undefined || call.status === status) &&
      (direction === undefined || call.direction === direction) &&
      (type === undefined || (call.direction === "web" ? "web" : "pstn") === type) &&
      (search === undefined || call.from.includes(search) || call.to.includes(search)),
  );
};
