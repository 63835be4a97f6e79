import type { Call } from "../../../../world/call-entities.ts";
import type { PhoneAgent } from "../../../../world/agentphone-entities.ts";
import type { World } from "../../../../world/world.ts";
import type { Turn, TurnReply, TurnTaker, Voice } from "../../../calls/voice.ts";
import { fillVariables } from "./fill-variables.ts";
import { objectiveOf } from "./objective-of.ts";
import { countSaid, respond, type Said } from "./respond.ts";
import { sentencesOf } from "./sentences-of.ts";
import { variablesOf } from "./variables-of.ts";

/** Speaks for hosted agents where nobody else does: the prompt sentence by sentence, then goodbye. */
export class Responder implements Voice {
  readonly #world: World;
  readonly #taker: TurnTaker;

  constructor(world: World, taker: TurnTaker) {
    this.#world = world;
    this.#taker = taker;
  }

  ask({ callId, turn }: Turn): void {
    const call = this.#world.tables.calls.get(callId);
    if (call === undefined) return;
    const agent = this.#world.tables.phoneAgents.get(call.agentId ?? "");
    this.#taker.reply(callId, turn, nextOf(call, agent), true);
  }
}

const nextOf = (call: Call, agent: PhoneAgent | undefined): TurnReply => {
  const given = call.plan?.["systemPrompt"];
  const prompt = typeof given === "string" && given.trim() !== "" ? given : (agent?.systemPrompt ?? "");
  const found = known.get(call);
  const before = found?.prompt === prompt ? found : undefined;
  const lines = before?.lines ?? linesOf(call, prompt);
  const said = countSaid(lines, call.turns, before?.said);
  known.set(call, { prompt, lines, said });
  return respond(lines, said);
};

/** What is known of each call under way: taking a prompt apart and going through all turns cost more than the rest of a turn. */
const known = new WeakMap<
  Call,
  { readonly prompt: string; readonly lines: readonly string[]; readonly said: Said }
>();

const linesOf = (call: Call, prompt: string): readonly string[] => {
  const values = variablesOf(call.plan);
  // Filled in sentence by sentence: what stands in a value is no sentence of the prompt.
  return sentencesOf(objectiveOf(prompt))
    .map((sentence) => fillVariables(sentence, values))
    .filter((line) => line.trim() !== "");
};
