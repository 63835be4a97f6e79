import type { z } from "zod";
import type { Json, JsonObject } from "../../kernel/json.ts";
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
  /** Is given an input in which every reference has been replaced by its value. */
  run(input: Input, context: StepContext): Promise<void>;
  /** How long the step goes on after `run`, in milliseconds. Absent for steps that are over at once. */
  lasts?(input: Input): number;
}

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

/** An agent as a step can ask for it; without an account it is the default one's. */
export interface AgentOfStep {
  readonly id: string;
  readonly account?: string;
}

/** The number of a party as a step's input has it: a number already, or a name to be asked for. */
export const partyNumber = async (party: string, context: StepContext): Promise<string> =>
  party.startsWith("+") ? party : context.numberOf(party);
