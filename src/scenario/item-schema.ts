import { z } from "zod";
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

const itemSchemas = new Map<string, z.ZodType<ItemData>>();

/** The schema of a whole item of the script that holds the named step. Built at its first use. */
export const itemSchema = (name: string): z.ZodType<ItemData> => {
  const known = itemSchemas.get(name);
  if (known !== undefined) return known;
  const schema = z.strictObject({
    after: duration("a duration counted from the end of the step before").exactOptional(),
    at: scalar("a duration from the start of the scenario or a moment", readMoment).exactOptional(),
    [name]: steps.find((step) => step.name === name)?.schema() ?? z.never(),
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
