import type * as z from "zod";
import { longestPause } from "../../kernel/faults.ts";
import { duration } from "../fields/fields.ts";

/** How long a fault holds something up: a day at most. */
export const pause = (description: string): z.ZodType<number, string> =>
  duration(description).refine((length) => length <= longestPause, {
    message: "A fault can hold something up for a day at most.",
    params: { code: "invalid_value", cure: "Write 1d or less." },
  });
