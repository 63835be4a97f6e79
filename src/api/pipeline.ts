import type { Caller } from "../domain/caller.ts";
import type { RunningWorld } from "./running-world.ts";
import type { Strike } from "../kernel/faults.ts";
import type { Call, Reply } from "./call.ts";
import type { Desk } from "./desk.ts";
import { awaitLateParts } from "./late-parts.ts";
import { sayOverlooked } from "./say-overlooked.ts";
import { actForOwner } from "./stages/act-for-owner.ts";
import { authenticate } from "./stages/authenticate.ts";
import { checkOutput } from "./stages/check-output.ts";
import { findWorld } from "./stages/find-world.ts";
import { handle } from "./stages/handle.ts";
import { limitRate, noteRetry, waitOutRetry } from "./stages/limit-rate.ts";
import { readInput } from "./stages/read-input.ts";
import { recordAnswer, recordRequest } from "./stages/record.ts";
import { refuseStruck, strikeFault } from "./stages/strike-fault.ts";
import { toRefusal } from "./stages/to-refusal.ts";
import { Stay } from "./stay.ts";
import { styleOf } from "./style-of.ts";

/**
 * The way of every request, whichever door it came through. A refusal is an answer too. Stages that mostly have nothing to
 * wait for answer without a promise then: each turn that is waited for costs as much as a stage.
 */
export const answer = async (desk: Desk, call: Call): Promise<Reply> => {
  const loading = awaitLateParts(call.operation);
  if (loading !== undefined) await loading;
  const found = findWorld(desk, call);
  if ("error" in found) return found;
  const { running } = found;
  const { clock } = running.world;
  const arriving = call.by === "scenario" ? undefined : clock.arrive(call.arrival(clock.mode()));
  const visit = arriving instanceof Promise ? await arriving : arriving;
  const stay = visit && new Stay(clock, visit);
  try {
    const request = recordRequest(running.world, call);
    const reply = await decide(desk, running, call, stay);
    recordAnswer(running.world, call, request, reply);
    return reply;
  } finally {
    stay?.leave();
  }
};

const decide = async (
  desk: Desk,
  running: RunningWorld,
  call: Call,
  stay: Stay | undefined,
): Promise<Reply> => {
  let caller: Caller | undefined;
  let strike: Strike | undefined;
  try {
    caller = authenticate(desk, running, call);
    const waiting = waitOutRetry(running, call, stay);
    strike = waiting && (await waiting);
    refuseStruck(strike);
    limitRate(running, caller, call);
    const input = readInput(call);
    caller = actForOwner(running, caller, call, input);
    const striking = strikeFault(running, call, stay);
    strike = striking instanceof Promise ? await striking : striking;
    refuseStruck(strike);
    const handling = handle(desk, running, caller, call, input, stay, strike);
    const { output: given, replayed, file } = handling instanceof Promise ? await handling : handling;
    const output = checkOutput(call.operation, given);
    return { running, output, replayed, file, caller, strike, overlooked: sayOverlooked(call) };
  } catch (error) {
    const style = styleOf(running, call.operation, caller);
    const refusal = toRefusal(desk, call.operation, error);
    noteRetry(running, call, refusal);
    const overlooked = refusal.code === "validation_error" ? sayOverlooked(call) : undefined;
    return { running, error: refusal, caller, strike, style, overlooked };
  }
};
