import type { Caller } from "../domain/caller.ts";
import type { RunningWorld } from "./running-world.ts";
import type { Call, Reply } from "./call.ts";
import type { Desk } from "./desk.ts";
import { authenticate } from "./stages/authenticate.ts";
import { checkOutput } from "./stages/check-output.ts";
import { findWorld } from "./stages/find-world.ts";
import { handle } from "./stages/handle.ts";
import { readInput } from "./stages/read-input.ts";
import { recordAnswer, recordRequest } from "./stages/record.ts";
import { toRefusal } from "./stages/to-refusal.ts";

/** The way of every request, whichever door it came through. A refusal is an answer too. */
export const answer = async (desk: Desk, call: Call): Promise<Reply> => {
  const found = findWorld(desk, call);
  if ("error" in found) return found;
  const { running } = found;
  const { clock } = running.world;
  const visit = call.by === "scenario" ? undefined : await clock.arrive(call.arrival(clock.mode()));
  try {
    const request = recordRequest(running.world, call);
    const reply = await decide(desk, running, call);
    recordAnswer(running.world, call, request, reply);
    return reply;
  } finally {
    visit?.leave();
  }
};

const decide = async (desk: Desk, running: RunningWorld, call: Call): Promise<Reply> => {
  let caller: Caller | undefined;
  try {
    caller = authenticate(desk, running, call);
    const input = readInput(call);
    await running.faults.strike(call.operation.name);
    const { output, replayed } = await handle(desk, running, caller, call, input);
    checkOutput(call.operation, output);
    return { running, output, replayed, caller };
  } catch (error) {
    return { running, error: toRefusal(desk, call.operation, error), caller };
  }
};
