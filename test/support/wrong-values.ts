import * as z from "zod";

type Schema = z.core.JSONSchema.BaseSchema;

/** One way to spoil an input: the field, what is wrong with it, and the value to put there; undefined leaves it out. */
export interface Spoilt {
  readonly path: readonly (string | number)[];
  readonly wrong: string;
  readonly value: unknown;
}

/** Every way to spoil an input of this schema, field by field: missing, of another type, too long, out of range. */
export const waysToSpoil = (schema: z.ZodType): readonly Spoilt[] =>
  spoilFields(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }), []);

/** The input with one field spoilt. */
export const spoil = (input: unknown, { path, value }: Spoilt): unknown => {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (typeof name === "number") return [spoil(undefined, { path: rest, wrong: "", value })];
  const fields = (input ?? {}) as Readonly<Record<string, unknown>>;
  return { ...fields, [name]: spoil(fields[name], { path: rest, wrong: "", value }) };
};

const samples: readonly (readonly [type: string, value: unknown])[] = [
  ["null", null],
  ["string", "text"],
  ["integer", 7],
  ["number", 1.5],
  ["boolean", true],
  ["array", []],
  ["object", {}],
];

const spoilFields = (schema: Schema, path: Spoilt["path"]): readonly Spoilt[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const place = [...path, name];
    const missing = schema.required?.includes(name)
      ? [{ path: place, wrong: "missing", value: undefined }]
      : [];
    return [...missing, ...spoilValue(field as Schema, place)];
  });

const spoilValue = (schema: Schema, path: Spoilt["path"]): readonly Spoilt[] => {
  const kinds = (schema.anyOf ?? [schema]) as readonly Schema[];
  const types = kinds.flatMap(({ type }) => (type === "number" ? ["number", "integer"] : (type ?? [])));
  if (types.length === 0) return kinds.flatMap((kind) => spoilWithin(kind, path));
  const ofOtherType = samples
    .filter(([type]) => !types.some((known) => known === type))
    .map(([type, value]) => ({ path, wrong: `a ${type}`, value }));
  return [...ofOtherType, ...kinds.flatMap((kind) => spoilWithin(kind, path))];
};

const spoilWithin = (schema: Schema, path: Spoilt["path"]): readonly Spoilt[] => {
  const { minLength = 0, maxLength, minimum, maximum, minItems = 0, maxItems } = schema;
  const spoilt = (wrong: string, value: unknown): Spoilt => ({ path, wrong, value });
  const list: Spoilt[] = [...spoilFields(schema, path)];
  if (minLength > 0) list.push(spoilt("too short", "x".repeat(minLength - 1)));
  if (maxLength !== undefined) list.push(spoilt("too long", "x".repeat(maxLength + 1)));
  if (schema.pattern !== undefined) {
    list.push(spoilt("of another form", "!"), spoilt("of another form", "x".repeat(100_000)));
  }
  if (schema.enum !== undefined || schema.const !== undefined) list.push(spoilt("not among them", "!"));
  if (minimum !== undefined) list.push(spoilt("too small", minimum - 1), spoilt("far too small", -1e308));
  if (maximum !== undefined) list.push(spoilt("too big", maximum + 1));
  if (schema.type === "number" || schema.type === "integer") list.push(spoilt("far too big", 1e308));
  if (minItems > 0) list.push(spoilt("too few", []));
  if (maxItems !== undefined) list.push(spoilt("too many", Array<string>(maxItems + 1).fill("sms")));
  if (typeof schema.items === "object" && !Array.isArray(schema.items)) {
    list.push(...spoilValue(schema.items, [...path, 0]));
  }
  if (schema.additionalProperties === false) list.push(spoilt("with an unknown field", { unknown: 1 }));
  return list;
};

/** The fields of a schema that bound nothing: of any kind, of any length, of any size. */
export const unboundFields = (schema: z.ZodType): readonly string[] =>
  unboundWithin(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }), []);

const unboundWithin = (schema: Schema, path: readonly string[]): readonly string[] => {
  const name = path.join(".");
  if (schema.anyOf !== undefined) {
    return schema.anyOf.flatMap((kind) => unboundWithin(kind, path));
  }
  const { type } = schema;
  if (type === "null" || schema.const !== undefined) return [];
  if ([type].flat().includes("boolean")) return [];
  if (type === "number" || type === "integer") return schema.maximum === undefined ? [name] : [];
  if (type === "string") {
    const isBound = (schema.maxLength ?? Infinity) <= 16_000 || schema.pattern !== undefined;
    return isBound || schema.enum !== undefined || schema.const !== undefined ? [] : [name];
  }
  if (type === "array") {
    const items = unboundWithin(schema.items as Schema, [...path, "*"]);
    return (schema.maxItems ?? Infinity) <= 100 ? items : [name, ...items];
  }
  if (type !== "object" || schema.properties === undefined) return [name];
  return Object.entries(schema.properties).flatMap(([field, kind]) =>
    unboundWithin(kind as Schema, [...path, field]),
  );
};
