import { events } from "../../contract/events.ts";
import type { EventName } from "../../contract/events.ts";
import type { ScriptList } from "../scenario.ts";
import type { Problem, Span } from "../source/problem.ts";
import { quote } from "../source/quote.ts";
import { entryOf } from "../source/source-tree.ts";
import type { SourceNode } from "../source/source-tree.ts";
import { steps } from "../steps/steps.ts";

/** Whether an item of a script begins a call in which the items after it can be played. */
export const opensCall = (item: SourceNode): boolean =>
  steps.some(({ name, calls }) => calls === true && entryOf(item, name) !== undefined);

/** Whether an event tells of a call that is not over with it. */
export const givesCall = (event: EventName): boolean =>
  Object.hasOwn(events[event].fields, "callId") && !endings.includes(event);

const endings: readonly EventName[] = ["call.ended", "call.missed", "call.transferred"];

/** Whether steps of a list, or of one below it, are played in a call that the list has not begun itself. */
export const playsInCall = (list: ScriptList): boolean => {
  for (const { name } of list.script) {
    const step = steps.find((known) => known.name === name);
    if (step?.calls === true) return false;
    if (step?.inCall !== undefined) return true;
  }
  return (list.rules ?? []).some(({ inCall, when }) => inCall === true && !givesCall(when.event));
};

/** The mistake of a step that is played in a call where there is none. */
export const callNeeded = (step: string, span: Span): Problem => ({
  code: "no_call",
  message: `${quote(step)} is played in a call, and this list has none.`,
  cure: "Put it behind a `call` step, or under `do` of a rule such as `when: { call.placed: { to: acme } }`.",
  span,
});
