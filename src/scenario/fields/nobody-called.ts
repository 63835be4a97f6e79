import { nearestName } from "../../kernel/nearest-name.ts";
import { quote } from "../source/quote.ts";
import type { Misreading } from "./scalar.ts";

/** The mistake of naming somebody whom the file does not know. */
export const nobodyCalled = (written: string, names: ReadonlySet<string>): Misreading => {
  const near = nearestName(written, names);
  const known = [...names].slice(0, 10).join(", ");
  const cure =
    near !== undefined
      ? `Did you mean ${quote(near)}?`
      : known === ""
        ? "Add it to `people`, or write a number such as +14155550123."
        : `Known names: ${known}. Add it to \`people\`, or write a number such as +14155550123.`;
  return { code: "unknown_name", message: `Nobody in this file is called ${quote(written)}.`, cure };
};
