import { describeBare } from "../../../api/match/describe-value.ts";
import type { WorldEvent } from "../../../contract/events.ts";
import type { Json } from "../../../kernel/json.ts";

/** An event in one line, with the file's names for numbers: `message.received line inbox from acme body “hello”`. */
export const tellEvent = (
  { seq: _seq, at: _at, type, ...fields }: WorldEvent,
  nameOf: (number: string) => string | undefined,
): string => {
  const told = Object.entries(fields as Readonly<Record<string, Json>>).map(([name, value]) => {
    const known = typeof value === "string" ? nameOf(value) : undefined;
    return `${name} ${known ?? describeBare(value)}`;
  });
  return [type, ...told].join(" ");
};
