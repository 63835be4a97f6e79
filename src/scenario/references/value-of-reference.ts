import { RingbackError } from "../../kernel/errors.ts";
import type { Json, JsonObject } from "../../kernel/json.ts";
import type { ScenarioRun } from "../run-rows.ts";
import type { Scenario } from "../scenario.ts";
import type { Reference } from "./references.ts";

/** What a reference means at this moment of a run, as text. Throws a sentence when it means nothing. */
export const valueOfReference = (
  { written, name }: Reference,
  { document, lineNames, lineIds = {}, agentIds = {}, saved, madeUp }: ScenarioRun,
): string => {
  const drawn = name.startsWith("faker.") ? own(madeUp, name) : undefined;
  if (drawn !== undefined) return drawn;
  const [group = "", party = "", part] = name.split(".");
  const { people } = document as Scenario;
  if (group === "people" || group === "lines") {
    const number = group === "people" ? own(people, party)?.number : own(lineNames, party);
    const value = part === "id" ? own(lineIds, party) : number;
    if (value !== undefined) return value;
  }
  const agent = group === "agents" ? own(agentIds, party) : undefined;
  if (agent !== undefined) return agent;
  const value = valueAt(saved, name.split("."));
  if (value === undefined || value === null) {
    const why = Object.hasOwn(saved, group) ? "what was saved holds no such value" : "nothing was saved yet";
    throw new RingbackError("scenario_invalid", `${written} has no value: ${why}.`, { reference: name });
  }
  if (typeof value === "object") {
    const fields = Array.isArray(value) ? "0" : (Object.keys(value)[0] ?? "id");
    const message = `${written} is not a single value. Say which part is meant, such as \${${name}.${fields}}.`;
    throw new RingbackError("scenario_invalid", message, { reference: name });
  }
  return String(value);
};

const own = <Value>(map: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(map, key) ? map[key] : undefined;

const valueAt = (saved: JsonObject, path: readonly string[]): Json | undefined => {
  let value: Json | undefined = saved;
  for (const key of path) {
    value = typeof value === "object" && value !== null ? own(value as JsonObject, key) : undefined;
  }
  return value;
};
