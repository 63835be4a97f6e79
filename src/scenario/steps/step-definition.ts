import type * as z from "zod";
import type { Json, JsonObject } from "../../kernel/json.ts";
import type { EventMatcher } from "../../api/match/condition.ts";
import type { CallNow } from "../calls/call-now.ts";
import type { FaultData } from "../frame/faults.ts";

/** One kind of step: all that the file format, the reference page and the player need to know about it. */
export interface StepDefinition<Input extends Json = Json> {
  /** Its key in the file. */
  readonly name: string;
  readonly summary: string;
  /** A list item as it could stand under `script:`, in which `acme` is a person and `inbox` a line. */
  readonly example: string;
  /**
   * What may stand under the key, from texts to the input that `explain` and `run` take. `names` are the file's people
   * and lines.
   */
  schema(names?: ReadonlySet<string>): z.ZodType<Input>;
  /** Says in a sentence what the step does, for captions and reports. */
  explain(input: Input): string;
  /** Names that mean something of the step's own in its texts, and so are left as they are. */
  readonly ownNames?: readonly string[];
  /** Its input where nothing but its name is written. */
  readonly bare?: Input;
  /** It is played in the call of its list, and is passed over once that call is. `late`: it can still be done then. */
  readonly inCall?: "live" | "late";
  /** What it begins is a call of its list's own. */
  readonly calls?: true;
  /** The steps under `otherwise` in its input are another list, which is played when it says so. */
  readonly branches?: true;
  /**
   * Is given an input in which every reference has been replaced by its value. Answers nothing when the step is over; one
   * that goes on until something happens is run again then.
   */
  run(input: Input, context: StepContext): Promise<StepPause | void>;
  /** How long the step goes on after `run`, in milliseconds. Absent for steps that are over at once. */
  lasts?(input: Input): number;
}

/** What a step answers that is not over. */
export type StepPause =
  /**
   * It is run again at the next news of its call, or `within` milliseconds after it began. With `asks` somebody has to
   * say what happens next, and time does not go to that limit by itself.
   */
  | { readonly pause: { readonly within?: number; readonly kept?: JsonObject; readonly asks?: boolean } }
  /** It does not come about: what its `otherwise` holds is played in its place. */
  | { readonly otherwise: true };

/** What a step may do while it runs: nothing that an operator could not do as well. */
export interface StepContext {
  /** `as` is the file's name for an account; without it it is the default account that asks. */
  readonly invoke: (
    operation: string,
    input: JsonObject,
    options?: { readonly as?: string | undefined },
  ) => Promise<JsonObject>;
  /** Shows a caption to whoever watches. */
  note(text: string): void | Promise<void>;
  /** The call in which the step is played, where its list has one. */
  readonly call?: StepCall | undefined;
  /** How the step got on when it was run before; absent the first time. */
  readonly waited?: StepWaited | undefined;
  /** Whether there are steps for the case that this one does not come about. */
  readonly hasOtherwise?: boolean;
  /** Makes the call that is placed within `place` the one of the step's list; `played` lets its steps play the caller. */
  placeCall?(from: string, to: string, played: boolean, place: () => Promise<JsonObject>): Promise<void>;
  /** The text that the rule of the step's list waited for. */
  readonly sentText?: string | undefined;
  /** Keeps the world under a name, as it is when the step is over. */
  keepWorld?(name: string): void;
  /** Keeps a value for the references of later steps. */
  save(name: string, value: Json): void | Promise<void>;
  /** The E.164 number of a name of the file's people or lines. */
  numberOf(name: string): string | Promise<string>;
  /** The id of one of the file's agents of AgentPhone and the name of its account. What is no name is an id itself. */
  agentOf(name: string): AgentOfStep | Promise<AgentOfStep>;
  /** Remembers a fault that the step has set. */
  keepFault(id: string, fault: FaultData): void | Promise<void>;
  /** The ids of the faults of a name that are to be taken away; of `all` that the scenario has set. */
  takeFaults(name: string): readonly string[] | Promise<readonly string[]>;
}

/** The call in which a step is played. */
export interface StepCall {
  readonly id: string;
  /** How it stands at this moment. */
  now(): CallNow;
  /** Counts the first so many of what was said in it as heard. */
  hear(turns: number): void;
  /** Which events would have been what the agent was to say. */
  saying(condition: EventMatcher["condition"]): EventMatcher;
}

/** What a step that waits is told when it is run again. */
export interface StepWaited {
  /** What it kept. */
  readonly kept: JsonObject;
  /** Its time is over. */
  readonly expired: boolean;
  /** What one of the agent's tools answered meanwhile. */
  readonly tool?: JsonObject | undefined;
}

/** An agent as a step can ask for it; without an account it is the default one's. */
export interface AgentOfStep {
  readonly id: string;
  readonly account?: string;
}

/** The number of a party as a step's input has it: a number already, or a name to be asked for. */
export const partyNumber = async (party: string, context: StepContext): Promise<string> =>
  party.startsWith("+") ? party : context.numberOf(party);
