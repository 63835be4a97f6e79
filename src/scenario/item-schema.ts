import * as z from "zod";
import { duration } from "./fields/fields.ts";
import { readDuration } from "./fields/read-duration.ts";
import { readInstant } from "./fields/read-instant.ts";
import { scalar } from "./fields/scalar.ts";
import type { Reading } from "./fields/scalar.ts";
import type { ScenarioMoment } from "./scenario.ts";
import type { SourceEntry } from "./source/source-tree.ts";
import { steps } from "./steps/steps.ts";

/** The keys beside a step that say when it happens. */
export interface Timing {
  readonly after?: number;
  readonly at?: ScenarioMoment;
}

/** Whether an entry says when a step happens, and not what. */
export const isTiming = (entry: SourceEntry): boolean => entry.key === "after" || entry.key === "at";

/** What such a schema makes of an item: the times, and the step's input under the step's name. */
export type ItemData = Readonly<Record<string, unknown>> & Timing;

type ItemSchemas = Map<string, z.ZodType<ItemData>>;

const schemasByNames = new WeakMap<ReadonlySet<string>, ItemSchemas>();
const nobody: ReadonlySet<string> = new Set();

/**
 * The schema of a whole item of the script that holds the named step, in a file with these people and lines. Built at
 * its first use.
 */
export const itemSchema = (name: string, names: ReadonlySet<string> = nobody): z.ZodType<ItemData> => {
  const itemSchemas: ItemSchemas = schemasByNames.get(names) ?? new Map();
  schemasByNames.set(names, itemSchemas);
  const known = itemSchemas.get(name);
  if (known !== undefined) return known;
  const schema = z.strictObject({
    after: duration("a duration counted from the end of the step before").exactOptional(),
    at: scalar("a duration from the start of the scenario or a moment", readMoment, {
      pattern: "^((\\d+(ms|s|m|h|d))+|\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d.*)$",
    }).exactOptional(),
    [name]: steps.find((step) => step.name === name)?.schema(names) ?? z.never(),
  }) as unknown as z.ZodType<ItemData>;
  itemSchemas.set(name, schema);
  return schema;
};

const readMoment = (written: string): Reading<ScenarioMoment> => {
  if (/^\d{4}-/.test(written)) {
    const reading = readInstant(written);
    return "value" in reading ? { value: { instant: reading.value } } : reading;
  }
  const reading = readDuration(written);
  return "value" in reading ? { value: { fromStart: reading.value } } : reading;
};
