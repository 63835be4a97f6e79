import * as z from "zod";
import { commonHints } from "../fields/common-hints.ts";
import { editorHints } from "../fields/editor-hint.ts";
import { quote } from "../source/quote.ts";

/** The name of an entry of a map, such as a person's: up to 64 letters, digits, - and _. `what` completes "the name of". */
export const entryName = (what: string): z.ZodType<string, string> => {
  const schema = z.string().transform((name, context) => {
    if (/^[A-Za-z][\w-]{0,63}$/.test(name)) return name;
    const message = `${quote(name)} cannot be the name of ${what}.`;
    const { cure } = commonHints.name;
    context.issues.push({ code: "custom", input: name, message, params: { code: "invalid_name", cure } });
    return z.NEVER;
  });
  editorHints.add(schema, commonHints.name);
  return schema;
};
