import type { Scenario, ScriptList } from "../scenario.ts";

/** What opens a list below another: a rule that fires, or a step that does not come about. */
export type Opening = "do" | "otherwise";

/** The path of what an item of a list opens, from the path of that list. */
export const pathBelow = (path: string, place: number, opening: Opening = "do"): string =>
  path === "" ? `${place}.${opening}` : `${path}.${place}.${opening}`;

/** The list at a path such as `3.do.1.otherwise`; the script itself at the empty path. */
export const listAt = (scenario: Scenario, path: string): ScriptList | undefined => {
  if (path === "") return scenario;
  const parts = path.split(".");
  let list: ScriptList | undefined = scenario;
  for (let depth = 0; depth < parts.length; depth += 2) {
    const place = Number(parts[depth]);
    list =
      parts[depth + 1] === "otherwise"
        ? list?.script.find((step) => step.place === place)?.otherwise
        : list?.rules?.find((rule) => rule.place === place)?.do;
  }
  return list;
};

/** The lists below a list: what its rules do, and what is done where its steps do not come about. */
export const listsBelow = ({ script, rules = [] }: ScriptList): readonly ScriptList[] => [
  ...script.flatMap(({ otherwise }) => otherwise ?? []),
  ...rules.map((rule) => rule.do),
];
