import { type EventName, events } from "../../contract/events.ts";
import type { Json } from "../../kernel/json.ts";
import { suggest } from "../fields/diagnose-issues.ts";
import type { ConditionContext } from "../match/read-condition.ts";
import { reservedWords } from "../references/reserved-words.ts";
import { quote } from "../source/quote.ts";

type Capture = string | { readonly [name: string]: string };

/** Reads what to keep of an event: a name for all of it, or names for some of its fields. Mistakes are reported. */
export const readCapture = (
  written: Json,
  event: EventName,
  report: ConditionContext["report"],
): Capture | undefined => {
  if (typeof written === "string") return isName(written, [], report) ? written : undefined;
  if (typeof written !== "object" || written === null || Array.isArray(written)) {
    const message = "`capture` must be a name, or a map of names to fields.";
    report([], { code: "wrong_kind", message, cure: "Write one such as `capture: { text: body }`." });
    return undefined;
  }
  const fields = [...Object.keys(events[event].fields), "at"];
  const read = Object.entries(written).map(([name, field]) => {
    if (!isName(name, [name], report)) return undefined;
    if (typeof field === "string" && fields.includes(field)) return [name, field] as const;
    const shown = typeof field === "string" ? quote(field) : "this";
    const cure = suggest(typeof field === "string" ? field : "", fields, fields);
    report([name], { code: "unknown_key", message: `${quote(event)} has no field ${shown}.`, cure });
    return undefined;
  });
  const kept = read.filter((entry) => entry !== undefined);
  return kept.length === read.length ? Object.fromEntries(kept) : undefined;
};

const isName = (name: string, path: readonly string[], report: ConditionContext["report"]): boolean => {
  if (/^[A-Za-z][\w-]{0,63}$/.test(name) && !reservedWords.includes(name)) return true;
  const message = `${quote(name)} cannot be the name of a captured value.`;
  const cure = reservedWords.includes(name)
    ? "Choose another: this word begins references of its own."
    : "Write up to 64 letters, digits, - and _, and begin with a letter.";
  report(path, { code: "invalid_name", message, cure }, path.length === 0 ? undefined : "atKey");
  return false;
};
