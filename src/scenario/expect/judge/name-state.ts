import type { Json, JsonObject } from "../../../kernel/json.ts";

/**
 * The answer of `control.world.state` as a scenario's file speaks of it: what the file calls a line or an account leads
 * to it as well as its number and its own name do. Names of the file go first.
 */
export const nameState = (
  state: JsonObject,
  lineNumbers: Readonly<Record<string, string>>,
  accountIds: Readonly<Record<string, string>> = {},
): JsonObject => {
  const { lines, accounts } = state;
  return {
    ...state,
    lines: named(lines, lineNumbers, ([number]) => number),
    accounts: named(accounts, accountIds, ([, account]) => idOf(account)),
  };
};

type Entry = readonly [key: string, value: Json];

const named = (
  held: Json | undefined,
  names: Readonly<Record<string, string>>,
  identify: (entry: Entry) => string | undefined,
): JsonObject => {
  const known = isMap(held) ? held : {};
  const found = new Map(Object.entries(known).map((entry) => [identify(entry), entry[1]] as const));
  const aliases = Object.entries(names).flatMap(([name, id]): Entry[] => {
    const value = found.get(id);
    return value === undefined ? [] : [[name, value]];
  });
  return { ...known, ...Object.fromEntries(aliases) };
};

const idOf = (account: Json): string | undefined => {
  const id = isMap(account) ? account["id"] : undefined;
  return typeof id === "string" ? id : undefined;
};

const isMap = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
