import type { Call, Reply } from "./call.ts";
import { authenticate } from "./stages/authenticate.ts";
import { checkOutput } from "./stages/check-output.ts";
import type { Desk } from "./desk.ts";
import { findWorld } from "./stages/find-world.ts";
import { handle } from "./stages/handle.ts";
import { readInput } from "./stages/read-input.ts";
import { recordAnswer, recordRequest } from "./stages/record.ts";
import { toRefusal } from "./stages/to-refusal.ts";

/** The way of every request, whichever door it came through. Never throws: a refusal is an answer too. */
export const answer = async (desk: Desk, call: Call): Promise<Reply> => {
  const found = findWorld(desk, call);
  if ("error" in found) return found;
  const { running } = found;
  const visit = call.by === "scenario" ? undefined : await running.world.clock.arrive(call.arrival());
  const recorded = recordRequest(running.world, call);
  let reply: Reply;
  try {
    const caller = authenticate(desk, running, call);
    const input = readInput(call);
    await running.faults.strike(call.operation.name);
    const { output, replayed } = await handle(desk, running, caller, call, input);
    checkOutput(call.operation, output);
    reply = { running, output, replayed, caller };
  } catch (error) {
    reply = { running, error: toRefusal(desk, call.operation, error) };
  }
  recordAnswer(running.world, call, recorded, reply);
  visit?.leave();
  return reply;
};
