import * as z from "zod";
import type { Call } from "./call.ts";

/**
 * Says which fields of a request go unread because their name is in the other case, `toNumber` for `to_number`: services
 * that ignore what they do not know say nothing of it. Undefined where there is none.
 */
export const sayOverlooked = ({
  operation,
  input,
}: Pick<Call, "operation" | "input">): string | undefined => {
  const schema = operation.input();
  if (!(schema instanceof z.ZodObject) || typeof input !== "object" || input === null) return undefined;
  const { shape } = schema;
  // Nearly every request names nothing but what is known.
  const unread = Object.keys(input).filter((name) => !Object.hasOwn(shape, name));
  if (unread.length === 0) return undefined;
  const sentences = unread.flatMap((name) => {
    const meant = Object.keys(shape).find((other) => lettersOf(other) === lettersOf(name));
    return meant === undefined ? [] : [`${name} is not read here: the name is ${meant}.`];
  });
  return sentences.length === 0 ? undefined : sentences.join(" ");
};

const lettersOf = (name: string): string => name.replaceAll("_", "").toLowerCase();
