import { readFileSync } from "node:fs";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";

/** A JSON schema, as far as it is read here. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly additionalProperties?: boolean | Schema;
}

/** One parameter of an operation. */
export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly schema?: Schema;
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>;
interface Answers {
  readonly content?: Content;
}

/** One operation as a document describes it. */
export interface Described {
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, Answers | { readonly $ref: string }>>;
  readonly security?: readonly object[];
  /** The method of the official client that asks for it. */
  readonly "x-sdk"?: string;
  readonly "x-rate-limit"?: string;
}

type Methods = Readonly<Record<string, Described>>;

/** An OpenAPI document, as far as it is read here. */
export interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Methods>>;
  readonly webhooks?: Readonly<Record<string, Methods>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly [kind: string]: Readonly<Record<string, unknown>>;
  };
}

/** AgentPhone's published contract. */
export const phoneContract = JSON.parse(readFileSync("fixtures/agentphone/openapi.json", "utf8")) as Document;

/** One operation of a document with its place. */
export interface Placed {
  readonly method: string;
  readonly path: string;
  readonly described: Described;
}

/** Every operation of a document, in its order. */
export const operationsOf = ({ paths }: Document): readonly Placed[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      method: method.toUpperCase(),
      path,
      described,
    })),
  );

/** What a reference within a document means; anything else is itself. */
export const resolve = <Value extends object>(
  document: Document,
  value: Value | { readonly $ref: string },
): Value => {
  if (!("$ref" in value) || typeof value.$ref !== "string") return value as Value;
  const steps = value.$ref.replace(/^#\//, "").split("/");
  let found: unknown = document;
  for (const step of steps) {
    found = (found as Record<string, unknown>)[step.replaceAll("~1", "/").replaceAll("~0", "~")];
  }
  return resolve(document, found as Value | { readonly $ref: string });
};

const isTime = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(text) &&
  !Number.isNaN(Date.parse(text));

const ajv = new Ajv2020({
  strict: false,
  allErrors: true,
  formats: { "date-time": isTime, uri: (text: string) => URL.canParse(text) },
});
ajv.addSchema(phoneContract, "agentphone");

const compiled = new Map<string, ValidateFunction>();

/** What is wrong with a value by a schema of the contract, which a pointer names. */
export const complaints = (pointer: string, value: unknown): readonly string[] => {
  const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `agentphone#${pointer}` });
  compiled.set(pointer, validate);
  return validate(value) ? [] : (validate.errors ?? []).map(tell);
};

/** The steps to a place in a document as a pointer. */
export const pointerTo = (...steps: readonly string[]): string =>
  steps.map((step) => `/${encodeURIComponent(step.replaceAll("~", "~0").replaceAll("/", "~1"))}`).join("");

const tell = ({ instancePath, message, params }: ErrorObject): string =>
  `${instancePath === "" ? "the body" : instancePath} ${message} ${JSON.stringify(params)}`;
