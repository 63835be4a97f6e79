import * as z from "zod";
import type { ApiName, Operation, RestFace } from "../../contract/operation.ts";
import { operations } from "../../contract/operations.ts";
import { once } from "../../kernel/once.ts";
import { apiTitles } from "./api-titles.ts";
import { describeErrors, errorSchemas } from "./describe-errors.ts";

type Json = Readonly<Record<string, unknown>>;

/** Describes one API as an OpenAPI 3.1 document, from the declarations of its operations. */
export const describeApi = (api: ApiName, version: string, base: string): Json => ({
  openapi: "3.1.0",
  info: { title: `The ${apiTitles[api]}, as ringback plays it`, version },
  servers: [{ url: base }],
  paths: paths[api](),
  components: {
    securitySchemes: {
      agentKey: { type: "http", scheme: "bearer", description: "An agent's key." },
      controlToken: {
        type: "http",
        scheme: "bearer",
        description: "Where ringback was given a control token.",
      },
    },
    schemas: errorSchemas(api),
  },
});

const describePaths = (api: ApiName): Json => {
  const described: Record<string, Record<string, unknown>> = {};
  for (const operation of Object.values<Operation>(operations)) {
    const { rest } = operation;
    if (operation.api !== api || rest === undefined) continue;
    for (const [place, path] of [rest.path, ...(rest.aliases ?? [])].entries()) {
      const item = (described[path.replace(/:(\w+)/g, "{$1}")] ??= {});
      const operationId = place === 0 ? operation.name : `${operation.name}.alias${place}`;
      item[rest.method.toLowerCase()] = { operationId, ...describeOperation(operation, rest, path) };
    }
  }
  return described;
};

const paths: Readonly<Record<ApiName, () => Json>> = {
  store: once(() => describePaths("store")),
  agentphone: once(() => describePaths("agentphone")),
  control: once(() => describePaths("control")),
};

const describeOperation = (operation: Operation, rest: RestFace, path: string): Json => ({
  summary: operation.summary,
  tags: operation.name.split(".").slice(1, -1).slice(0, 1),
  externalDocs: { url: operation.source },
  security: securityOf[operation.auth],
  ...describeInput(operation, rest, path),
  responses: { ...describeSuccess(operation, rest), ...describeErrors(operation, rest) },
});

const securityOf: Readonly<Record<Operation["auth"], readonly Json[]>> = {
  key: [{ agentKey: [] }],
  control: [{}, { controlToken: [] }],
  none: [],
};

const describeInput = (operation: Operation, rest: RestFace, path: string): Json => {
  const { properties = {}, required = [], ...whole } = schemaOf(operation.input(), "input");
  const inPath = Array.from(path.matchAll(/:(\w+)/g), ([, name = ""]) => name);
  const inQuery = Object.keys(rest.query ?? {}).filter((name) => !inPath.includes(name));
  const parameters = [
    ...inPath.map((name) => ({ name, in: "path", required: true, schema: properties[name] ?? {} })),
    ...inQuery.map((name) => ({
      name,
      in: "query",
      required: required.includes(name),
      schema: properties[name] ?? {},
    })),
    ...(operation.scopeHeader === undefined ? [] : [scopeParameter(operation.scopeHeader)]),
  ];
  const inBody = Object.keys(properties).filter((name) => !inPath.includes(name) && !inQuery.includes(name));
  if (!hasBody(rest) || inBody.length === 0) return { parameters };
  const schema = {
    ...whole,
    properties: Object.fromEntries(inBody.map((name) => [name, properties[name]])),
    required: required.filter((name) => inBody.includes(name)),
  };
  const needed = schema.required.length > 0;
  return { parameters, requestBody: { required: needed, content: { "application/json": { schema } } } };
};

const scopeParameter = (header: string): Json => ({
  name: header.replace(/(?<![a-z])[a-z]/g, (letter) => letter.toUpperCase()),
  in: "header",
  required: false,
  description: "Asks on behalf of one of the account's sub-accounts.",
  schema: { type: "string" },
});

const describeSuccess = (operation: Operation, rest: RestFace): Json => {
  const { success, replay, contentType, fileName, streams } = rest;
  const type = contentType?.replace(/;.*$/, "") ?? "application/json";
  const schema = contentType === undefined ? schemaOf(operation.output(), "output") : textOrBytes(type);
  const content = success === 204 ? {} : { content: { [type]: { schema } } };
  const description = streams === true ? "Sent piece by piece, as it comes." : "Done.";
  return {
    [success]: { description, ...(fileName !== undefined && savedAs(fileName)), ...content },
    ...(replay !== undefined &&
      replay !== success && { [replay]: { description: "Done before.", ...content } }),
  };
};

const textOrBytes = (type: string): Json => ({
  type: "string",
  ...(!type.startsWith("text/") && { contentMediaType: type }),
});

const savedAs = (fileName: string): Json => ({
  headers: {
    "Content-Disposition": {
      description: `attachment; filename="${fileName.replace(/:(\w+)/g, "{$1}")}"`,
      schema: { type: "string" },
    },
  },
});

const hasBody = ({ method }: RestFace): boolean => method !== "GET" && method !== "DELETE";

interface ObjectSchema extends Json {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
}

const schemaOf = (schema: z.ZodType, io: "input" | "output"): ObjectSchema => {
  const {
    $schema: _dialect,
    $defs: _defined,
    ...described
  } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ jsonSchema }) => {
      // Every JSON key is text, and no JSON number is a whole one beyond these bounds: neither says anything.
      delete jsonSchema.propertyNames;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  return withoutDefined(described) as ObjectSchema;
};

// What is defined apart is JSON of any kind, which within this document could not be referred to so.
const withoutDefined = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutDefined);
  if (typeof value !== "object" || value === null) return value;
  const { $ref } = value as Json;
  if (typeof $ref === "string" && $ref.startsWith("#/$defs/")) return {};
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutDefined(inner)]));
};
