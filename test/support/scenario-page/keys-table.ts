import * as z from "zod";
import {
  bareField,
  descriptionOf,
  hintOf,
  isOptional,
  playedKeys,
} from "../../../src/scenario/schema/field-schema.ts";

interface Row {
  readonly key: string;
  readonly what: string;
  readonly isNeeded: boolean;
}

/** A table of what stands under a key, from its schema. Nothing for a single value. */
export const keysTable = (schema: unknown): string => {
  const rows = rowsOf(schema, "");
  if (rows.length === 0) return "";
  const lines = rows.map(
    ({ key, what, isNeeded }) => `| \`${key}\` | ${isNeeded ? "needed" : ""} | ${what} |`,
  );
  return ["| key | | what it is |", "|---|---|---|", ...lines].join("\n");
};

/** The top-level rows only, without what stands below them. */
export const shallowRows = (schema: z.ZodObject): readonly Row[] =>
  playedKeys(schema).map(([key, field]) => ({ key, what: whatOf(field), isNeeded: !isOptional(field) }));

const rowsOf = (schema: unknown, before: string): readonly Row[] => {
  const field = bareField(schema);
  if (field instanceof z.ZodRecord) return rowsOf(field.valueType, `${before}<name>.`);
  if (field instanceof z.ZodArray) return rowsOf(field.element, before);
  if (field instanceof z.ZodUnion) return field.options.flatMap((option) => rowsOf(option, before));
  if (!(field instanceof z.ZodObject)) return [];
  return playedKeys(field).flatMap(([key, below]) => [
    { key: `${before}${key}`, what: whatOf(below), isNeeded: !isOptional(below) },
    ...rowsOf(below, `${before}${key}.`),
  ]);
};

/** What a field is, and the words that may stand there where its description does not list them. */
const whatOf = (field: unknown): string => {
  const description = descriptionOf(field) ?? "";
  const words = hintOf(field)?.words ?? [];
  const unsaid = words.filter((word) => !description.includes(word));
  const listed =
    unsaid.length > 0 && words.length < 20 ? `; one of ${words.map((word) => `\`${word}\``).join(", ")}` : "";
  const said = description.replace(", such as 19s or 39m50s", " (a duration)");
  return `${said}${listed}`.replaceAll("|", "\\|").trim();
};
