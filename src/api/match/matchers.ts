import type { Condition, ConditionOf } from "./condition.ts";
import type { MatcherDefinition } from "./matcher-definition.ts";
import { all } from "./matchers/all.ts";
import { bound } from "./matchers/bound.ts";
import { contains } from "./matchers/contains.ts";
import { equal } from "./matchers/equal.ts";
import { exists } from "./matchers/exists.ts";
import { fields } from "./matchers/fields.ts";
import { glob } from "./matchers/glob.ts";
import { items } from "./matchers/items.ts";
import { not } from "./matchers/not.ts";
import { oneOf } from "./matchers/one-of.ts";
import { party } from "./matchers/party.ts";
import { pattern } from "./matchers/pattern.ts";

const byKind: { readonly [Kind in Condition["is"]]: MatcherDefinition<ConditionOf<Kind>> } = {
  equal,
  party,
  glob,
  pattern,
  contains,
  bound,
  oneOf,
  not,
  exists,
  all,
  fields,
  items,
};

/** Every matcher there is, in the order of the reference page. */
export const matchers: readonly MatcherDefinition[] = Object.values<MatcherDefinition>(byKind);

/** The matcher that a condition is for. */
export const matcherOf = ({ is }: Condition): MatcherDefinition => byKind[is];
