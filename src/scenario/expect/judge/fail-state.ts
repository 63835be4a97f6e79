import { match } from "../../../api/match/match.ts";
import type { Json, JsonObject } from "../../../kernel/json.ts";
import { nearestName } from "../../../kernel/nearest-name.ts";
import { fillCondition } from "../../match/fill-matcher.ts";
import { numberOfParty } from "../../number-of-party.ts";
import type { ScenarioExpectation } from "../../scenario.ts";
import { quote } from "../../source/quote.ts";
import type { RunView } from "./run-view.ts";
import type { Told } from "./told.ts";

type StateExpectation = Extract<ScenarioExpectation, { readonly kind: "state" }>;

/** What is to be said of the parts of a world's state that are not what they should be; nothing when all are. */
export const failState = ({ fields }: StateExpectation, state: JsonObject, { run, show }: RunView): Told[] =>
  Object.entries(fields).flatMap(([path, condition]): Told[] => {
    const wanted = fillCondition(condition, run) ?? condition;
    const { value, lost } = lookUp(state, path);
    const difference = match(wanted, value, numberOfParty(run), show);
    if (difference === undefined) return [];
    const inner = difference.path === "" ? "" : `.${difference.path}`;
    const message = `At the end ${quote(path + inner)} should be ${difference.wanted}, but is ${difference.found}.`;
    const cure = lost ?? "See what changed it: the events of the run in their order.";
    return [{ code: "wrong_state", message, cure, moment: "end" }];
  });

interface LookedUp {
  readonly value?: Json;
  /** Why there is nothing at the path. */
  readonly lost?: string;
}

const lookUp = (state: JsonObject, path: string): LookedUp => {
  let value: Json = state;
  for (const [place, key] of path.split(".").entries()) {
    const below: Json | undefined = childOf(value, key);
    if (below === undefined) return { lost: sayLost(value, path.split(".").slice(0, place), key) };
    value = below;
  }
  return { value };
};

const childOf = (value: Json, key: string): Json | undefined =>
  typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as JsonObject)[key]
    : undefined;

const sayLost = (value: Json, before: readonly string[], key: string): string => {
  const known = typeof value === "object" && value !== null ? Object.keys(value) : [];
  const where = before.length === 0 ? "The state" : quote(before.join("."));
  const near = nearestName(key, known);
  if (near !== undefined) return `${where} has no ${quote(key)}. Did you mean ${quote(near)}?`;
  const rest = known.length === 0 ? "It holds nothing." : `It has ${known.slice(0, 12).join(", ")}.`;
  return `${where} has no ${quote(key)}. ${rest}`;
};
