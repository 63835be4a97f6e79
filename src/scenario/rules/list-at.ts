import type { Scenario, ScriptList } from "../scenario.ts";

/** The path of what a rule does, from the path of the list that the rule stands in. */
export const pathBelow = (path: string, place: number): string =>
  path === "" ? `${place}.do` : `${path}.${place}.do`;

/** The list at a path such as `3.do.1.do`; the script itself at the empty path. */
export const listAt = (scenario: Scenario, path: string): ScriptList | undefined => {
  if (path === "") return scenario;
  let list: ScriptList | undefined = scenario;
  for (const place of path.split(".").filter((part) => /^\d+$/.test(part))) {
    list = list?.rules?.find((rule) => rule.place === Number(place))?.do;
  }
  return list;
};
