import { Ajv, type ValidateFunction } from "ajv";
import type { RestReply } from "../rest/router.ts";
import { fetchOpenapi } from "./fetch-openapi.ts";
import { readOperations, type OpenapiDocument, type Operation } from "./operations.ts";
import { formats, relax, root, type Schema } from "./relax.ts";

/** What the API's published description says to what goes over the wire; nothing where all is as it should be. */
export interface OpenapiCheck {
  /** What is wrong with a reply. */
  reply(method: string, path: string, reply: RestReply): readonly string[];
  /** Which of the fields, of a form or a query, are not known. */
  fields(method: string, path: string, names: readonly string[]): readonly string[];
}

let loading: Promise<OpenapiCheck> | undefined;

/** The check, made once for every fake of a process. */
export const loadOpenapiCheck = (): Promise<OpenapiCheck> =>
  (loading ??= fetchOpenapi().then(createOpenapiCheck));

/** Made of the text of an OpenAPI document. */
export const createOpenapiCheck = (text: string): OpenapiCheck => {
  const { paths, components } = JSON.parse(text) as OpenapiDocument;
  const schemas = relax(components.schemas) as Readonly<Record<string, Schema>>;
  const ajv = new Ajv({ strict: false, validateSchema: false, allErrors: true, logger: false, formats });
  ajv.addSchema({ $id: root, components: { schemas } });
  const operations = readOperations(paths);
  const compiled = new Map<Schema, ValidateFunction>();
  const find = (method: string, path: string): Operation | undefined =>
    operations.find((one) => one.method === method && one.pattern.test(path));
  const reply = (method: string, path: string, answer: RestReply): readonly string[] => {
    const operation = find(method, path);
    const where = `${method} ${operation?.path ?? path}`;
    // Bytes, and where they lie, are no part of the description.
    if (!("json" in answer) && answer.status !== 204) return [];
    if (operation === undefined) return [`${where} is not in the published API.`];
    if (!operation.replies.has(answer.status)) return [`${where} never answers ${answer.status}.`];
    const schema = operation.replies.get(answer.status);
    if (schema === undefined || !("json" in answer)) return [];
    const validate = compiled.get(schema) ?? ajv.compile(schema);
    compiled.set(schema, validate);
    // What goes over the wire: undefined is left out there.
    const sent: unknown = JSON.parse(JSON.stringify(answer.json));
    validate(sent);
    const wrong = (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
    return [...wrong, ...keysOff(schemas, schema, sent, "")].map((problem) => `${where}: ${problem}`);
  };
  return {
    reply,
    fields(method, path, names) {
      const operation = find(method, path);
      if (operation === undefined) return [];
      const unknown = names.filter((name) => !operation.fields.has(name));
      return unknown.map((name) => `${method} ${operation.path} knows no ${name}.`);
    },
  };
};

/** Twilio leaves nothing out and puts nothing in: what is not known is null. The description has no word for that. */
const keysOff = (
  schemas: Readonly<Record<string, Schema>>,
  schema: Schema,
  data: unknown,
  where: string,
): readonly string[] => {
  const known = resolve(schemas, schema);
  if (Array.isArray(data)) {
    const items = known["items"] as Schema | undefined;
    return items === undefined
      ? []
      : data.flatMap((item, index) => keysOff(schemas, items, item, `${where}/${index}`));
  }
  const properties = known["properties"] as Readonly<Record<string, Schema>> | undefined;
  if (typeof data !== "object" || data === null || properties === undefined) return [];
  // What numbers can do is spelled in more than one way, and the description knows one.
  if (where.endsWith("/capabilities")) return [];
  const wanted = Object.keys(properties);
  const there = Object.keys(data);
  return [
    ...wanted
      .filter((key) => !there.includes(key) && !mayMiss(key, there))
      .map((key) => `${where}/${key} is missing`),
    ...there.filter((key) => !wanted.includes(key)).map((key) => `${where}/${key} is not known`),
    ...wanted.flatMap((key) =>
      keysOff(
        schemas,
        properties[key] ?? {},
        (data as Readonly<Record<string, unknown>>)[key],
        `${where}/${key}`,
      ),
    ),
  ];
};

/** Numbers for sale come all on one page, so that there is nothing to turn. */
const mayMiss = (key: string, there: readonly string[]): boolean =>
  there.includes("available_phone_numbers") &&
  /^(?:(?:first|next|previous)_page_uri|page|page_size|start|end)$/.test(key);

const resolve = (schemas: Readonly<Record<string, Schema>>, schema: Schema): Schema => {
  const [first] = (schema["anyOf"] as readonly Schema[] | undefined) ?? [];
  const reference = schema["$ref"] ?? first?.["$ref"];
  if (typeof reference !== "string") return schema;
  return schemas[reference.split("/").at(-1) ?? ""] ?? {};
};
