import type { PhoneAgent } from "../../../../world/agentphone-entities.ts";
import type { Call } from "../../../../world/call-entities.ts";
import { fillVariables } from "./fill-variables.ts";
import { variablesOf } from "./variables-of.ts";

type Greeter = Pick<PhoneAgent, "name" | "beginMessage">;

/** What the line's own side opens a call with; undefined where it waits until it is spoken to. */
export const greetingOf = (
  call: Pick<Call, "direction" | "plan">,
  agent: Greeter | undefined,
): string | undefined => {
  const { plan = {} } = call;
  const given = plan["initialGreeting"];
  const isHosted = plan["hosted"] === true;
  const wanted = typeof given === "string" ? given : isHosted ? agent?.beginMessage : "";
  const greeting = fillVariables(wanted ?? usualGreeting(call.direction, agent), variablesOf(plan));
  return greeting.trim() === "" ? undefined : greeting;
};

// The vendor's model makes one up; here everybody hears the same.
const usualGreeting = (direction: Call["direction"], agent: Greeter | undefined): string => {
  const hello = agent === undefined ? "Hello." : `Hello, this is ${agent.name}.`;
  return direction === "outbound" ? hello : `${hello} How can I help you?`;
};
