import { type EventName, events } from "../contract/events.ts";
import { RingbackError } from "../kernel/errors.ts";
import { nearestName } from "../kernel/nearest-name.ts";

/** Takes a text for the name of an event. Throws `validation_error`, with the nearest name there is. */
export const requireEventName = (name: string): EventName => {
  if (Object.hasOwn(events, name)) return name as EventName;
  const near = nearestName(name, Object.keys(events));
  const question = near === undefined ? "" : `; did you mean ${near}?`;
  const message = `must be the name of an event${question}`;
  throw new RingbackError("validation_error", `type ${message}${near === undefined ? "." : ""}`, {
    issues: [{ path: "type", message }],
  });
};
