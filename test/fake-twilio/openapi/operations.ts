import { relax, type Schema } from "./relax.ts";

/** One thing that the API can be asked for. */
export interface Operation {
  readonly pattern: RegExp;
  readonly method: string;
  readonly path: string;
  /** Names of the fields that a form or a query may hold. */
  readonly fields: ReadonlySet<string>;
  /** By status; undefined where the answer has no JSON. */
  readonly replies: ReadonlyMap<number, Schema | undefined>;
}

/** As much of an OpenAPI document as is read here. */
export interface OpenapiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

interface Described {
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly requestBody?: Content;
  readonly responses?: Readonly<Record<string, Content>>;
}

/** The operations of a document. Paths with fewer names come first: IncomingPhoneNumbers/Local.json is no sid. */
export const readOperations = (paths: OpenapiDocument["paths"]): readonly Operation[] =>
  Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([method]) => ["get", "post", "delete"].includes(method))
        .map(([method, described]) => read(path, method.toUpperCase(), described)),
    )
    .sort((one, other) => one.path.split("{").length - other.path.split("{").length);

const read = (
  path: string,
  method: string,
  { parameters = [], requestBody, responses = {} }: Described,
): Operation => ({
  path,
  method,
  pattern: new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/.]+")}$`),
  fields: new Set([
    ...parameters.filter((one) => one.in === "query").map(({ name }) => name),
    ...Object.keys(requestBody?.content?.["application/x-www-form-urlencoded"]?.schema["properties"] ?? {}),
  ]),
  replies: new Map(
    Object.entries(responses).map(([status, { content }]) => [
      Number(status),
      relax(content?.["application/json"]?.schema) as Schema | undefined,
    ]),
  ),
});
