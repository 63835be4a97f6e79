import type { Instant } from "../kernel/clock/clock.ts";
import { listsBelow } from "./rules/list-at.ts";
import type { ScriptList } from "./scenario.ts";

/** Whether a step of a list, or of a list below it, is fixed to a moment before a start. */
export const startsAfter = (list: ScriptList, start: Instant): boolean =>
  list.script.some(({ at }) => at !== undefined && "instant" in at && at.instant < start) ||
  listsBelow(list).some((below) => startsAfter(below, start));
