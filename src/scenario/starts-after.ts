import type { Instant } from "../kernel/clock/clock.ts";
import type { ScriptList } from "./scenario.ts";

/** Whether a step of a list, or of what its rules do, is fixed to a moment before a start. */
export const startsAfter = ({ script, rules = [] }: ScriptList, start: Instant): boolean =>
  script.some(({ at }) => at !== undefined && "instant" in at && at.instant < start) ||
  rules.some((rule) => startsAfter(rule.do, start));
