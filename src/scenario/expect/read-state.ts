import type { Condition } from "../../api/match/condition.ts";
import { worldStateSchema } from "../../contract/control/state.ts";
import type { Json } from "../../kernel/json.ts";
import { once } from "../../kernel/once.ts";
import { suggest } from "../fields/diagnose-issues.ts";
import { nobodyCalled } from "../fields/nobody-called.ts";
import { looksLikeNumber } from "../fields/read-phone-number.ts";
import type { Misreading } from "../fields/scalar.ts";
import { readCondition } from "../match/read-condition.ts";
import type { ConditionContext } from "../match/read-condition.ts";
import type { MatcherWords } from "../match/read-event-matcher.ts";
import type { Shape } from "../match/shape.ts";
import { schemaShape } from "../request/schema-shape.ts";
import { quote } from "../source/quote.ts";

/** Reads what must be true of a world, by paths: `{ lines.inbox.balanceUsd: 10.00 }`. Mistakes are reported. */
export const readState = (
  written: Json,
  words: MatcherWords,
  report: ConditionContext["report"],
): { readonly [path: string]: Condition } | undefined => {
  const isMap = typeof written === "object" && written !== null && !Array.isArray(written);
  if (!isMap || Object.keys(written).length === 0) {
    const cure = "Write one such as `state: { lines.inbox.balanceUsd: 10.00 }`.";
    report([], { code: "wrong_kind", message: "`state` must be a map of paths and values.", cure });
    return undefined;
  }
  const parts = Object.entries(written).map(([path, value]): [string, Condition] => {
    const shape = shapeAt(path, words);
    if (!("mistake" in shape)) return [path, readCondition(value, shape, [path], { ...words, report })];
    report([path], shape.mistake, "atKey");
    return [path, { is: "all", conditions: [] }];
  });
  return Object.fromEntries(parts);
};

const stateShape = once((): Shape => schemaShape(worldStateSchema()));

/** What can stand at a path of the state, or why nothing can. */
const shapeAt = (path: string, words: MatcherWords): Shape | { readonly mistake: Misreading } => {
  let shape = stateShape();
  const before: string[] = [];
  for (const key of path.split(".")) {
    const where = before.length === 0 ? "The state of a world" : quote(before.join("."));
    if ("fields" in shape) {
      const below = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
      const known = Object.keys(shape.fields);
      if (below === undefined) return { mistake: notThere(where, key, suggest(key, known, known)) };
      shape = below;
    } else if ("values" in shape) {
      const mistake = nameMistake(before.join("."), key, words);
      if (mistake !== undefined) return { mistake };
      shape = shape.values;
    } else return { mistake: notThere(where, key, `Write ${where} by itself.`) };
    before.push(key);
  }
  return shape;
};

/** What holds lines, people or accounts is asked for them by names that the file has to know. */
const nameMistake = (
  group: string,
  name: string,
  { names, people, accounts }: MatcherWords,
): Misreading | undefined => {
  if (group === "lines") {
    return names.has(name) || looksLikeNumber(name) ? undefined : nobodyCalled(name, names);
  }
  const known = group === "people" ? people : group === "accounts" ? accounts : undefined;
  if (known === undefined || known.has(name)) return undefined;
  const what = group === "people" ? "person" : "account";
  const message = `No ${what} of this file is called ${quote(name)}.`;
  const cure = known.size === 0 ? `Add it to \`${group}\`.` : suggest(name, [...known], [...known]);
  return { code: "unknown_name", message, cure };
};

const notThere = (where: string, key: string, cure: string): Misreading => ({
  code: "unknown_key",
  message: `${where} has no ${quote(key)}.`,
  cure,
});
