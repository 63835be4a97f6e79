import type * as z from "zod";
import { quote } from "../source/quote.ts";
import { fieldKinds, scalar } from "./scalar.ts";
import type { Reading } from "./scalar.ts";

/** Keys of a telephone: digits, * and #. They stay text, so that 012 is not 12. */
export const keys = (description: string): z.ZodType<string, string> => {
  const schema = scalar(description, readKeys, {
    pattern: "^[0-9*#]{1,64}$|\\$\\{",
    number: { least: 0 },
    cure: "Write up to 64 of the keys 0 to 9, * and #, such as 123#.",
  });
  fieldKinds.add(schema, { kind: "text" });
  return schema;
};

const readKeys = (written: string): Reading<string> =>
  /^[0-9*#]{1,64}$|\$\{/.test(written)
    ? { value: written }
    : {
        message: `${quote(written)} are no keys of a telephone.`,
        cure: "Write up to 64 of the keys 0 to 9, * and #, such as 123#.",
      };
