import type { Call } from "../../world/call-entities.ts";
import type { EventFields, World } from "../../world/world.ts";

/** What is announced of calls with both numbers. */
type CallEvent =
  | "call.answered"
  | "call.ended"
  | "call.missed"
  | "call.transferred"
  | "turn.user"
  | "turn.agent"
  | "turn.silent"
  | "turn.flawed"
  | "digits.pressed"
  | "tool.called";

/** Announces something of a call, with the numbers at both its ends. */
export const announceCall = <Name extends CallEvent>(
  world: World,
  { lineId: line, from, to, id: callId }: Call,
  name: Name,
  fields: Omit<EventFields<Name>, "line" | "from" | "to" | "callId">,
): void => world.announce(name, { line, from, to, callId, ...fields } as unknown as EventFields<Name>);
