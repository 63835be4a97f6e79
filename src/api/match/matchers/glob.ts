import { fitsGlob } from "../../../kernel/fits-glob.ts";
import type { ConditionOf } from "../condition.ts";
import type { WholeMatcher } from "../matcher-definition.ts";

/** A number or an id in which each `*` stands for anything. */
export const glob: WholeMatcher<ConditionOf<"glob">> = {
  name: "glob",
  summary: "In a number or an id each `*` stands for any characters, or for none. Texts mean their stars.",
  example: "- when: { call.received: { from: +1415* } }\n  do: [note: Somebody in San Francisco calls.]",
  words: [],
  judges: ["number", "id"],
  explain: ({ glob: wanted }) => `like ${wanted}`,
  holds: ({ glob: wanted }, value) => typeof value === "string" && fitsGlob(wanted, value),
};
