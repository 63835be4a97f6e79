import { listsBelow } from "../rules/list-at.ts";
import type { ScriptList } from "../scenario.ts";

/** Whether a list, or one below it, says what a hosted agent says. */
export const speaksForAgent = (list: ScriptList): boolean =>
  list.script.some(({ name }) => name === "agent") || listsBelow(list).some(speaksForAgent);
